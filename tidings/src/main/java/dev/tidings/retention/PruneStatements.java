package dev.tidings.retention;

import dev.tidings.alerting.ResultColumns;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * What may be deleted when its time is over; each statement takes a bounded batch and returns how many rows it took.
 *
 * <p>An edition's row is kept for ever, and what is pruned is only below closed ones: an edition that is closed is never
 * planned, composed or sent again, whatever becomes of its letters' rows.
 */
@Repository
class PruneStatements {
    private static final int BATCH = 5_000;

    private final JdbcClient jdbc;

    PruneStatements(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Editions closed before that whose letters still have their content. */
    List<Long> editionsWithContent(Instant before) {
        return jdbc.sql("""
                        select id from edition
                        where status = 'closed' and closed_at < :before and content_pruned_at is null
                        order by id
                        """)
                .param("before", ResultColumns.time(before))
                .query((row, number) -> row.getLong("id"))
                .list();
    }

    int deleteContent(long edition) {
        return jdbc.sql("""
                        update digest_log set content = null
                        where id in (select id from digest_log
                                     where edition_id = :edition and content is not null limit :batch)
                        """).param("edition", edition).param("batch", BATCH).update();
    }

    void markContentPruned(long edition, Instant now) {
        jdbc.sql("update edition set content_pruned_at = :now where id = :edition")
                .param("edition", edition)
                .param("now", ResultColumns.time(now))
                .update();
    }

    /** Editions closed before that whose letters are still there. */
    List<Long> editionsWithLetters(Instant before) {
        return jdbc.sql("""
                        select id from edition
                        where status = 'closed' and closed_at < :before and letters_pruned_at is null
                        order by id
                        """)
                .param("before", ResultColumns.time(before))
                .query((row, number) -> row.getLong("id"))
                .list();
    }

    int deleteLetters(long edition) {
        return jdbc.sql("""
                        delete from digest_log
                        where id in (select id from digest_log where edition_id = :edition limit :batch)
                        """).param("edition", edition).param("batch", BATCH).update();
    }

    void markLettersPruned(long edition, Instant now) {
        jdbc.sql("update edition set letters_pruned_at = :now where id = :edition")
                .param("edition", edition)
                .param("now", ResultColumns.time(now))
                .update();
    }

    int deleteTestLetters(Instant before) {
        return execute("""
                delete from digest_log
                where id in (select id from digest_log where kind = 'test' and created_at < :before limit :batch)
                """, before);
    }

    /** What was done with an opportunity that is live still keeps it from being sent, or teaches. */
    int deleteFeedback(Instant before) {
        return execute("""
                delete from opportunity_feedback
                where id in (select f.id from opportunity_feedback f left join opportunity o on o.id = f.opportunity_id
                             where f.occurred_at < :before and o.status is distinct from 'live' limit :batch)
                """, before);
    }

    /** A pick keeps its opportunity from being sent again, as long as that is there to be sent. */
    int deletePicks(Instant before) {
        return execute("""
                delete from pick
                where (user_id, opportunity_id) in (
                    select p.user_id, p.opportunity_id
                    from pick p join opportunity o on o.id = p.opportunity_id
                    where p.picked_at < :before and o.status <> 'live' limit :batch)
                """, before);
    }

    int deleteSourceRuns(Instant before) {
        return execute("""
                delete from source_run
                where id in (select id from source_run where started_at < :before limit :batch)
                """, before);
    }

    int deleteLetterEvents(Instant before) {
        return execute("""
                delete from letter_event
                where id in (select id from letter_event where occurred_at < :before limit :batch)
                """, before);
    }

    int clearOrigins(Instant before) {
        return execute("""
                update letter_event set address_hash = null
                where id in (
                    select id from letter_event where address_hash is not null and occurred_at < :before limit :batch)
                """, before);
    }

    int deleteIdleLanes(Instant before) {
        return execute("""
                delete from rate_limit
                where (name, claimant) in (
                    select name, claimant from rate_limit where booked_until_at < :before limit :batch)
                and booked_until_at < :before
                """, before);
    }

    int deleteAlerts(Instant before) {
        return execute("""
                delete from alert
                where id in (select id from alert where raised_at < :before and closed_at is not null limit :batch)
                """, before);
    }

    int deleteRepairs(Instant before) {
        return execute("""
                delete from repair
                where id in (select id from repair where repaired_at < :before limit :batch)
                """, before);
    }

    private int execute(String statement, Instant before) {
        return jdbc.sql(statement)
                .param("before", ResultColumns.time(before))
                .param("batch", BATCH)
                .update();
    }
}
