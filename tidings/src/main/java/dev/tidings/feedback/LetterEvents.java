package dev.tidings.feedback;

import dev.tidings.database.Timestamps;
import dev.tidings.feedback.LetterEvent.LetterEventKind;
import dev.tidings.feedback.LetterEvent.LinkType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Repository of table {@code letter_event}. */
@Repository
public class LetterEvents {
    private final JdbcClient jdbc;

    LetterEvents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The events of a letter, oldest first. */
    public List<LetterEvent> listOfLetter(long letterId) {
        return jdbc.sql("select * from letter_event where letter_id = :letter order by occurred_at, id")
                .param("letter", letterId)
                .query(LetterEvents::row)
                .list();
    }

    /** The number of letters of an edition by event kind and classification. */
    public List<LetterEventCount> countByEdition(long editionId) {
        return jdbc.sql("""
                        select e.kind, e.classification, count(distinct e.letter_id) as letters
                        from letter_event e join digest_log l on l.id = e.letter_id
                        where l.edition_id = :edition
                        group by e.kind, e.classification
                        order by e.kind desc, e.classification""")
                .param("edition", editionId)
                .query((row, number) -> new LetterEventCount(kind(row), classification(row), row.getLong("letters")))
                .list();
    }

    /** Events of one letter, and of others from the same origin within the last minute. */
    record EventCounts(long ofLetter, long otherLettersFromOrigin) {}

    /** @param origin the hash from {@link OriginHasher}, or null */
    EventCounts counts(long letterId, byte @Nullable [] origin, Instant at) {
        return jdbc.sql("""
                        select (select count(*) from letter_event e where e.letter_id = :letter) as events,
                               (select count(distinct e.letter_id) from letter_event e
                                where e.address_hash = :origin and e.occurred_at > :minute_ago
                                    and e.letter_id <> :letter) as crowd""")
                .param("letter", letterId)
                .param("origin", origin)
                .param("minute_ago", Timestamps.toParameter(at.minusSeconds(60)))
                .query((row, number) -> new EventCounts(row.getLong("events"), row.getLong("crowd")))
                .single();
    }

    void add(LetterEvent event, byte @Nullable [] origin) {
        jdbc.sql("""
                        insert into letter_event
                            (letter_id, user_id, kind, link_kind, opportunity_id, occurred_at, classification,
                             classification_reason, address_hash)
                        values
                            (:letter, :user, :kind, :link, :opportunity, :at, :classification, :reason, :origin)""")
                .param("letter", event.letterId())
                .param("user", event.userId())
                .param("kind", columnValue(event.kind()))
                .param("link", event.link() == null ? null : columnValue(event.link()))
                .param("opportunity", event.opportunityId())
                .param("at", Timestamps.toParameter(event.occurredAt()))
                .param("classification", columnValue(event.classification().visitor()))
                .param("reason", event.classification().reason())
                .param("origin", origin)
                .update();
    }

    /**
     * Reclassifies clicks as machine clicks: different links of one letter within two seconds of each other, and clicks
     * within a minute of a hidden-link click from the same origin. Each click calls this after it is stored. Of two
     * concurrent clicks, the later call sees both.
     *
     * @param at time of the click
     * @return the reclassified events
     */
    List<LetterEvent> reclassify(long letterId, Instant at) {
        return jdbc.sql("""
                        with found as (
                            select e.id, min(case when o.link_kind = 'trap' then 'hidden link clicked from the same address'
                                                  else 'several links within 2 seconds' end) as classification_reason
                            from letter_event e
                            join letter_event o on o.letter_id = e.letter_id and o.id <> e.id
                            where e.letter_id = :letter and e.kind = 'clicked' and o.kind = 'clicked'
                              and e.classification <> 'machine'
                              and e.occurred_at between :from and :to and o.occurred_at between :from and :to
                              and (o.occurred_at
                                           between e.occurred_at - interval '2 seconds' and e.occurred_at + interval '2 seconds'
                                       and (o.link_kind, o.opportunity_id) is distinct from (e.link_kind, e.opportunity_id)
                                   or o.link_kind = 'trap' and o.address_hash = e.address_hash)
                            group by e.id
                        ), turned as (
                            update letter_event e set classification = 'machine',
                                classification_reason = f.classification_reason
                            from found f where f.id = e.id
                            returning e.*
                        )
                        select * from turned""")
                .param("letter", letterId)
                .param("from", Timestamps.toParameter(at.minusSeconds(60)))
                .param("to", Timestamps.toParameter(at.plusSeconds(60)))
                .query(LetterEvents::row)
                .list();
    }

    /** When a letter was first opened, and first clicked, by anything but a machine; null: never. */
    record FirstActivity(
            @Nullable Instant openedAt, @Nullable Instant clickedAt) {}

    /** A letter counts as opened after any open that is not by a machine, and after a human click. */
    FirstActivity firstActivity(long letterId) {
        return jdbc.sql("""
                        select min(occurred_at) filter (
                                   where classification = 'human'
                                      or classification = 'unknown' and kind = 'opened') as opened_at,
                               min(occurred_at) filter (
                                   where classification = 'human' and kind = 'clicked') as clicked_at
                        from letter_event where letter_id = :letter""")
                .param("letter", letterId)
                .query((row, number) -> new FirstActivity(
                        Timestamps.readNullable(row, "opened_at"), Timestamps.readNullable(row, "clicked_at")))
                .single();
    }

    private static LetterEvent row(ResultSet row, int number) throws SQLException {
        String link = row.getString("link_kind");
        return new LetterEvent(
                row.getLong("letter_id"),
                row.getString("user_id"),
                kind(row),
                link == null ? null : LinkType.valueOf(link.toUpperCase(Locale.ROOT)),
                row.getString("opportunity_id"),
                Timestamps.read(row, "occurred_at"),
                new VisitorClassification(classification(row), row.getString("classification_reason")));
    }

    private static LetterEventKind kind(ResultSet row) throws SQLException {
        return LetterEventKind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT));
    }

    private static VisitorClass classification(ResultSet row) throws SQLException {
        return VisitorClass.valueOf(row.getString("classification").toUpperCase(Locale.ROOT));
    }

    private static String columnValue(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** Deletes at most {@code batch} events before that instant. Returns how many it deleted. */
    public int prune(Instant before, int batch) {
        return jdbc.sql("""
                        delete from letter_event
                        where id in (select id from letter_event where occurred_at < :before limit :batch)
                        """)
                .param("before", Timestamps.toParameter(before))
                .param("batch", batch)
                .update();
    }

    /** Clears the address hashes of at most {@code batch} events before that instant. Returns how many it cleared. */
    public int clearAddressHashes(Instant before, int batch) {
        return jdbc.sql("""
                        update letter_event set address_hash = null
                        where id in (
                            select id from letter_event where address_hash is not null and occurred_at < :before limit :batch)
                        """)
                .param("before", Timestamps.toParameter(before))
                .param("batch", batch)
                .update();
    }
}
