package dev.tidings.ledger;

import dev.tidings.database.Timestamps;
import dev.tidings.ledger.RetryFilter.RetriedStatus;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Makes letters owed again that an operator has sent again. A letter keeps its id and the number of its attempts:
 * outcomes of earlier attempts that are learned late count as before. Its user counts as changed since composing, and is
 * compared before the next attempt. A letter without content is composed before that attempt.
 */
@Repository
public class LetterRetries {
    private static final String REOPEN = """
            with place as (
                select distinct c.number, u.user_id
                from chunk c cross join lateral unnest(c.user_ids[1 : c.composed_count]) as u (user_id)
                where c.edition_id = :edition
            ), moved as (
                delete from digest_log l using place p
                where l.edition_id = :edition and l.status = :status and l.kind = 'regular'
                  and l.chunk_number = p.number and l.user_id = p.user_id
                  and (:reason::text is null or coalesce(l.skip_reason, l.error_message) = :reason)
                  and (:unknown or not l.outcome_unknown) and l.opened_at is null and l.clicked_at is null
                  and not exists (select from delivery d
                                  where d.user_id = l.user_id and d.digest = l.digest and d.period_start = l.period_start
                                    and d.period_end = l.period_end and d.kind = 'regular')
                  and not exists (select from batch b where b.edition_id = :edition and l.user_id = any (b.user_ids))
                returning l.*, coalesce(l.skip_reason, l.error_message) as reason,
                    l.content is null or l.skip_reason is not distinct from 'NO_CONTENT'
                        or l.status = 'error' and l.attempt = 0 as compose_anew
            ), owed as (
                insert into delivery (id, edition_id, chunk_number, kind, digest, user_id, period_start, period_end,
                                      transport, template_version, content, item_count, composed_at, recipient_version,
                                      attempt, next_attempt_at, run_id, last_unknown_attempt, last_error, retried_at)
                select m.id, m.edition_id, m.chunk_number, m.kind, m.digest, m.user_id, m.period_start, m.period_end,
                       e.transport, coalesce(m.template_version, e.template_version),
                       case when not m.compose_anew then m.content end,
                       case when not m.compose_anew then coalesce(m.item_count, 0) end,
                       case when not m.compose_anew then coalesce(m.composed_at, m.created_at) end, -1, m.attempt, :now, m.run_id,
                       case when m.outcome_unknown then m.attempt end, m.reason, :now
                from moved m join edition e on e.id = m.edition_id
            ), kept as (
                insert into letter_attempt (letter_id, edition_id, attempt, at, outcome, reason)
                select id, edition_id, attempt, created_at, case when outcome_unknown then 'unknown' else status end, reason
                from moved where attempt = 0 or status = 'skipped'
            ), counted as (
                update chunk c
                set error = c.error - m.errors, skipped = c.skipped - m.skips, closed_at = null
                from (select chunk_number, count(*) filter (where status = 'error') as errors,
                             count(*) filter (where status = 'skipped') as skips
                      from moved group by chunk_number) m
                where c.edition_id = :edition and c.number = m.chunk_number
            )
            select count(*) from moved
            """;

    private final JdbcClient jdbc;
    private final InstantSource clock;

    LetterRetries(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Makes the letters owed and due now, and opens their chunks again. Leaves out letters that a reader has opened, and
     * users who have another letter of the edition. Runs in the caller's transaction, which opens the edition again.
     * Returns the number of letters.
     */
    public int oweAgain(long editionId, RetryFilter filter) {
        return filter.status() == RetriedStatus.PARKED ? releaseParked(editionId, filter) : reopen(editionId, filter);
    }

    /** @param reason exact reason, or null for all letters */
    public RetryCounts counts(long editionId, @Nullable String reason) {
        return jdbc.sql("""
                        select count(*) filter (where status = 'error' and not outcome_unknown) as failed,
                               count(*) filter (where outcome_unknown) as unknown,
                               count(*) filter (where status = 'skipped') as skipped,
                               (select count(*) from delivery
                                where edition_id = :edition and next_attempt_at is null
                                  and (:reason::text is null or last_error = :reason)) as parked
                        from digest_log
                        where edition_id = :edition and status in ('error', 'skipped') and opened_at is null and clicked_at is null
                          and (:reason::text is null or coalesce(skip_reason, error_message) = :reason)
                        """)
                .param("edition", editionId)
                .param("reason", reason)
                .query((row, number) -> new RetryCounts(
                        row.getLong("failed"), row.getLong("unknown"), row.getLong("skipped"), row.getLong("parked")))
                .single();
    }

    private int reopen(long editionId, RetryFilter filter) {
        return jdbc.sql(REOPEN)
                .param("edition", editionId)
                .param("status", filter.status() == RetriedStatus.SKIPPED ? "skipped" : "error")
                .param("reason", filter.reason())
                .param("unknown", filter.unknown())
                .param("now", Timestamps.toParameter(clock.instant()))
                .query(Integer.class)
                .single();
    }

    /** A parked letter that may be out is unknown from now on until an attempt is accepted. */
    private int releaseParked(long editionId, RetryFilter filter) {
        return jdbc.sql("""
                        update delivery
                        set next_attempt_at = :now, retried_at = :now, first_attempt_at = null, batch_key = null, batch_position = null,
                            last_unknown_attempt = case when %1$s then attempt end
                        where edition_id = :edition and next_attempt_at is null
                          and (:reason::text is null or last_error = :reason) and (:unknown or not %1$s)
                        """.formatted(Deliveries.MAY_BE_OUT))
                .param("edition", editionId)
                .param("reason", filter.reason())
                .param("unknown", filter.unknown())
                .param("now", Timestamps.toParameter(clock.instant()))
                .update();
    }
}
