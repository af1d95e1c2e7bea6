package dev.tidings.ledger;

import dev.tidings.database.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Queries on the table {@code delivery}: owed letters, one row each. New letters handed over as one batch are in
 * {@link Batches}. A letter without a next attempt is parked: it is not retried automatically.
 */
@Repository
public class Deliveries {
    /** Whether an attempt may have been accepted. */
    static final String MAY_BE_OUT =
            "(last_unknown_attempt is not null or batch_key is not null and attempt is distinct from last_refused_attempt)";

    static final String COLUMNS = """
            id, digest, user_id, content, template_version, recipient_version, attempt, composed_at, first_attempt_at, batch_key,
            %s as may_be_out
            """.formatted(MAY_BE_OUT);

    /** Due letters to addresses of one domain. */
    public record DueAtDomain(String domain, double rate, List<Long> ids) {}

    private final JdbcClient jdbc;
    private final InstantSource clock;

    Deliveries(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** A chunk's interrupted letters, handed over by a worker that then stopped: whole batches, in their order. */
    public List<Delivery> interrupted(long editionId, int chunk) {
        return jdbc.sql("select " + COLUMNS + """
                         from delivery
                        where edition_id = :edition and chunk_number = :chunk and handed_over_at is not null
                        order by batch_key, batch_position
                        """)
                .param("edition", editionId)
                .param("chunk", chunk)
                .query(Deliveries::row)
                .list();
    }

    /**
     * A chunk's letters that may be handed over now: first kept batches, whole and in their order, then by user.
     *
     * @param held ids to leave out
     */
    public List<Delivery> due(long editionId, int chunk, Collection<Long> held) {
        return jdbc.sql("select " + COLUMNS + """
                         from delivery
                        where edition_id = :edition and chunk_number = :chunk and handed_over_at is null and next_attempt_at <= :now
                          and id <> all(:held::bigint[])
                        order by batch_key nulls last, batch_position, user_id
                        """)
                .param("edition", editionId)
                .param("chunk", chunk)
                .param("held", held.toArray(Long[]::new))
                .param("now", Timestamps.toParameter(clock.instant()))
                .query(Deliveries::row)
                .list();
    }

    /**
     * A chunk's due letters to domains that have their own rate. A letter's domain is its user's current one, not the
     * one it was composed with.
     *
     * @param rates letters per second, by domain in lower case
     */
    public List<DueAtDomain> dueByDomain(long editionId, int chunk, Map<String, Double> rates) {
        return jdbc.sql("""
                        select limited.domain, limited.rate, array_agg(d.id order by d.id) as ids
                        from delivery d
                        join users u on u.id = d.user_id
                        join unnest(:domains::text[], :rates::double precision[]) as limited (domain, rate)
                          on limited.domain = lower(split_part(u.email, '@', 2))
                        where d.edition_id = :edition and d.chunk_number = :chunk and d.handed_over_at is null
                          and d.next_attempt_at <= :now
                        group by limited.domain, limited.rate
                        order by limited.domain
                        """)
                .param("edition", editionId)
                .param("chunk", chunk)
                .param("now", Timestamps.toParameter(clock.instant()))
                .param("domains", rates.keySet().toArray(String[]::new))
                .param("rates", rates.values().toArray(Double[]::new))
                .query((row, number) -> new DueAtDomain(row.getString("domain"), row.getDouble("rate"), List.of((Long[])
                        row.getArray("ids").getArray())))
                .list();
    }

    /** A chunk's letters that no worker is handing over, due or not, including parked ones. */
    public List<Delivery> notHandedOver(long editionId, int chunk) {
        return jdbc.sql("select " + COLUMNS + """
                         from delivery where edition_id = :edition and chunk_number = :chunk and handed_over_at is null
                        order by id
                        """)
                .param("edition", editionId)
                .param("chunk", chunk)
                .query(Deliveries::row)
                .list();
    }

    public Optional<Delivery> find(long id) {
        return jdbc.sql("select " + COLUMNS + " from delivery where id = :id")
                .param("id", id)
                .query(Deliveries::row)
                .optional();
    }

    /** The error of the last attempt at an owed letter; empty if there was none or the letter is not owed. */
    public Optional<String> lastError(long id) {
        return jdbc.sql("select last_error from delivery where id = :id and last_error is not null")
                .param("id", id)
                .query((row, number) -> row.getString("last_error"))
                .optional();
    }

    /** Time until the next of a chunk's letters may be tried; at least one second. */
    public Duration untilNextAttempt(long editionId, int chunk) {
        Instant now = clock.instant();
        Duration least = Duration.ofSeconds(1);
        return jdbc.sql(
                        "select min(next_attempt_at) as next from delivery where edition_id = :edition and chunk_number = :chunk")
                .param("edition", editionId)
                .param("chunk", chunk)
                .query((row, number) -> Optional.ofNullable(Timestamps.readNullable(row, "next")))
                .single()
                .map(next -> Duration.between(now, next))
                .filter(wait -> wait.compareTo(least) > 0)
                .orElse(least);
    }

    /**
     * Replaces an owed letter's content by one composed now for its user as stored now. Its next attempt has a new key:
     * nothing was accepted under the old one. Returns false, and does nothing, if the letter was tried since it was
     * read.
     *
     * @param seen the letter as read, with the template version that it gets
     */
    public boolean recompose(Delivery seen, String content, int itemCount, int recipientVersion) {
        return replaceContent(seen, content, itemCount, clock.instant(), recipientVersion);
    }

    /** Replaces the recipient in an owed letter's content, as {@link #recompose} does; its facts stay the same. */
    public boolean readdress(Delivery seen, String content, int recipientVersion) {
        return replaceContent(seen, content, null, seen.composedAt(), recipientVersion);
    }

    private boolean replaceContent(
            Delivery seen,
            String content,
            @Nullable Integer itemCount,
            @Nullable Instant composedAt,
            int recipientVersion) {
        return jdbc.sql("""
                        update delivery
                        set content = :content, item_count = coalesce(:items, item_count), composed_at = :composed,
                            template_version = :template, recipient_version = :version, batch_key = null, batch_position = null
                        where id = :id and attempt = :attempt and handed_over_at is null
                        """)
                        .param("content", content)
                        .param("items", itemCount)
                        .param(
                                "composed",
                                composedAt == null ? null : Timestamps.toParameter(composedAt),
                                Types.TIMESTAMP_WITH_TIMEZONE)
                        .param("template", seen.templateVersion())
                        .param("version", recipientVersion)
                        .param("id", seen.id())
                        .param("attempt", seen.attempt())
                        .update()
                == 1;
    }

    /** Makes an edition's deferred letters due now. Parked ones stay parked. */
    public void makeDueNow(long editionId) {
        jdbc.sql("""
                        update delivery set next_attempt_at = :now
                        where edition_id = :edition and handed_over_at is null and next_attempt_at > :now
                        """)
                .param("edition", editionId)
                .param("now", Timestamps.toParameter(clock.instant()))
                .update();
    }

    /**
     * Makes letters due now that wait for longer than Tidings ever defers a letter by itself. Used when the database's
     * clock was set back.
     */
    public void limitDelays(Instant now) {
        jdbc.sql("""
                        update delivery set next_attempt_at = :now
                        where handed_over_at is null and next_attempt_at > :furthest
                        """)
                .param("now", Timestamps.toParameter(now))
                .param("furthest", Timestamps.toParameter(now.plus(DeliveryBackoff.STANDARD.longestDelay())))
                .update();
    }

    static Delivery row(ResultSet row, int number) throws SQLException {
        return new Delivery(
                row.getLong("id"),
                row.getString("digest"),
                row.getString("user_id"),
                row.getString("content"),
                row.getString("template_version"),
                row.getInt("recipient_version"),
                row.getInt("attempt"),
                Timestamps.readNullable(row, "composed_at"),
                Timestamps.readNullable(row, "first_attempt_at"),
                row.getString("batch_key"),
                row.getBoolean("may_be_out"));
    }
}
