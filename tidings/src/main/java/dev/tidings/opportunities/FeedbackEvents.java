package dev.tidings.opportunities;

import dev.tidings.database.Timestamps;
import dev.tidings.opportunities.FeedbackEvent.FeedbackKind;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Repository of table {@code opportunity_feedback}: the readers' actions on letters and opportunities. */
@Repository
public class FeedbackEvents {
    private final JdbcClient jdbc;

    FeedbackEvents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Newest first. */
    public List<FeedbackEvent> listOfUser(String userId, int limit) {
        return jdbc.sql("""
                        select user_id, opportunity_id, kind, rating, occurred_at, by_machine, letter_id
                        from opportunity_feedback
                        where user_id = :user
                        order by occurred_at desc, id desc
                        limit :limit""")
                .param("user", userId)
                .param("limit", limit)
                .query((row, number) -> new FeedbackEvent(
                        row.getString("user_id"),
                        row.getString("opportunity_id"),
                        FeedbackKind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                        row.getObject("rating", Integer.class),
                        Timestamps.read(row, "occurred_at"),
                        row.getBoolean("by_machine"),
                        row.getObject("letter_id", Long.class)))
                .list();
    }

    /** Inserts the event, unless it exists or its user or opportunity does not. */
    public void add(FeedbackEvent feedback) {
        jdbc.sql("""
                        insert into opportunity_feedback (user_id, opportunity_id, kind, rating, occurred_at, by_machine,
                            letter_id)
                        select u.id, :opportunity, :kind, :rating::smallint, :at, :machine, :letter
                        from users u
                        where u.id = :user
                          and (:opportunity::text is null or exists (select from opportunity where id = :opportunity))
                        on conflict do nothing""")
                .param("user", feedback.userId())
                .param("opportunity", feedback.opportunityId())
                .param("kind", columnValue(feedback.kind()))
                .param("rating", feedback.rating())
                .param("at", Timestamps.toParameter(feedback.occurredAt()))
                .param("machine", feedback.machine())
                .param("letter", feedback.letterId())
                .update();
    }

    /** Marks a letter's events at these instants as caused by a machine. */
    public void markAsMachine(long letterId, Collection<Instant> times) {
        jdbc.sql("""
                        update opportunity_feedback set by_machine = true
                        where letter_id = :letter and kind <> 'sent' and not by_machine
                          and occurred_at = any (:times::timestamptz[])""")
                .param("letter", letterId)
                .param("times", times.stream().map(Instant::toString).toArray(String[]::new))
                .update();
    }

    /**
     * Stores a rating that a reader gave through a link in a letter. It replaces the reader's earlier rating of the
     * item from the same letter. Repeating it changes nothing. Runs in the caller's transaction.
     *
     * @param rating {@code RATED} or {@code DISMISSED}, with letter and opportunity
     */
    public void rate(FeedbackEvent rating) {
        lockUser(rating.userId());
        jdbc.sql("""
                        delete from opportunity_feedback
                        where letter_id = :letter and user_id = :user and opportunity_id = :opportunity
                          and kind in ('rated', 'dismissed') and (kind <> :kind or by_machine)""")
                .param("letter", rating.letterId())
                .param("user", rating.userId())
                .param("opportunity", rating.opportunityId())
                .param("kind", columnValue(rating.kind()))
                .update();
        if (!isRated(rating)) {
            add(rating);
        }
    }

    /** Serializes concurrent ratings of one user. */
    private void lockUser(String userId) {
        jdbc.sql("select id from users where id = :user for no key update")
                .param("user", userId)
                .query(String.class)
                .list();
    }

    private boolean isRated(FeedbackEvent rating) {
        return jdbc.sql("""
                        select exists (
                            select from opportunity_feedback
                            where letter_id = :letter and user_id = :user and opportunity_id = :opportunity
                              and kind = :kind)""")
                .param("letter", rating.letterId())
                .param("user", rating.userId())
                .param("opportunity", rating.opportunityId())
                .param("kind", columnValue(rating.kind()))
                .query(Boolean.class)
                .single();
    }

    /** Deletes a reader's rating of an item from a letter. */
    public void withdrawRating(long letterId, String userId, String opportunityId) {
        jdbc.sql("""
                        delete from opportunity_feedback
                        where letter_id = :letter and user_id = :user and opportunity_id = :opportunity
                          and kind in ('rated', 'dismissed')""")
                .param("letter", letterId)
                .param("user", userId)
                .param("opportunity", opportunityId)
                .update();
    }

    static String columnValue(FeedbackKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /**
     * Deletes at most {@code batch} events before that instant, except those about live opportunities. Returns how many
     * it deleted.
     */
    public int prune(Instant before, int batch) {
        return jdbc.sql("""
                        delete from opportunity_feedback
                        where id in (select f.id from opportunity_feedback f left join opportunity o on o.id = f.opportunity_id
                                     where f.occurred_at < :before and o.status is distinct from 'live' limit :batch)
                        """)
                .param("before", Timestamps.toParameter(before))
                .param("batch", batch)
                .update();
    }
}
