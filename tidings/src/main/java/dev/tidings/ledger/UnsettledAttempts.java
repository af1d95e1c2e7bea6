package dev.tidings.ledger;

import dev.tidings.database.Timestamps;
import dev.tidings.ledger.UnsettledLetter.OpenState;
import dev.tidings.ledger.journal.LetterAttempt;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Attempts whose outcomes only their run knows, from its journal or its memory. Each statement has an effect only for a
 * letter whose latest attempt is the given one, made by that run.
 */
@Repository
class UnsettledAttempts {
    private final JdbcClient jdbc;
    private final InstantSource clock;

    UnsettledAttempts(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Returns those of the attempts that are open. */
    List<UnsettledLetter> find(UUID run, Collection<LetterAttempt> attempts) {
        return jdbc.sql("""
                        with recorded as (
                            select * from unnest(:ids::bigint[], :attempts::integer[]) as r (id, attempt)
                        )
                        select d.id, d.attempt, d.edition_id, d.digest,
                               case when d.handed_over_at is null then 'DUE_AGAIN' else 'HANDED_OVER' end as state
                        from recorded r join delivery d on d.id = r.id and d.attempt = r.attempt
                        where d.run_id = :run and (d.handed_over_at is not null or d.last_unknown_attempt = d.attempt)
                        union all
                        select l.id, l.attempt, l.edition_id, l.digest, 'UNKNOWN'
                        from recorded r join digest_log l on l.id = r.id and l.attempt = r.attempt
                        where l.run_id = :run and l.outcome_unknown
                        order by id
                        """)
                .param("run", run)
                .param("ids", ids(attempts))
                .param("attempts", numbers(attempts))
                .query((row, number) -> new UnsettledLetter(
                        new LetterAttempt(row.getLong("id"), row.getInt("attempt")),
                        row.getObject("edition_id", Long.class),
                        row.getString("digest"),
                        OpenState.valueOf(row.getString("state"))))
                .list();
    }

    /** Records that letters settled as unknown were refused. */
    void correctToRefused(UUID run, Collection<Settlement> refused) {
        jdbc.sql("""
                        with corrected as (
                            update digest_log l
                            set error_message = refused.error, outcome_unknown = false, run_id = null
                            from unnest(:ids::bigint[], :attempts::integer[], :errors::text[]) as refused (id, attempt, error)
                            where l.id = refused.id and l.attempt = refused.attempt and l.run_id = :run and l.outcome_unknown
                            returning l.*
                        )
                        insert into letter_attempt (letter_id, edition_id, attempt, at, outcome, reason)
                        select id, edition_id, attempt, :now, 'error', error_message from corrected where kind = 'regular'
                        """)
                .param("now", Timestamps.toParameter(clock.instant()))
                .param("run", run)
                .param("ids", refused.stream().map(Settlement::id).toArray(Long[]::new))
                .param("attempts", refused.stream().map(Settlement::attempt).toArray(Integer[]::new))
                .param("errors", refused.stream().map(Settlement::error).toArray(String[]::new))
                .update();
    }

    /**
     * Moves letters settled as unknown back to the owed ones and opens their chunks again. Leaves out letters of
     * cancelled editions and letters whose content is no longer stored. Their users count as changed since composing,
     * and are compared before the next attempt. Returns the number of moved letters.
     *
     * @param next when they may be tried again
     */
    int oweAgain(UUID run, Collection<Deferral> deferrals, Instant next) {
        return jdbc.sql("""
                        with deferral as (
                            select * from unnest(:ids::bigint[], :attempts::integer[], :reasons::text[]) as d (id, attempt, reason)
                        ), moved as (
                            delete from digest_log l using deferral d
                            where l.id = d.id and l.attempt = d.attempt and l.run_id = :run and l.outcome_unknown and l.kind = 'regular'
                              and l.content is not null
                              and exists (select from edition e where e.id = l.edition_id and e.cancelled_at is null)
                            returning l.*, d.reason
                        ), owed as (
                            insert into delivery (id, edition_id, chunk_number, kind, digest, user_id, period_start, period_end,
                                                  transport, template_version, content, item_count, recipient_version, composed_at, attempt,
                                                  first_attempt_at, next_attempt_at, run_id, last_error)
                            select id, edition_id, chunk_number, kind, digest, user_id, period_start, period_end, transport,
                                   template_version, content, item_count, -1, composed_at, attempt, created_at, :next, run_id, reason
                            from moved
                        ), recorded as (
                            insert into letter_attempt (letter_id, edition_id, attempt, at, outcome, reason)
                            select id, edition_id, attempt, :now, 'deferred', reason from moved
                        ), counted as (
                            update chunk c set error = c.error - m.letters, closed_at = null
                            from (select edition_id, chunk_number, count(*) as letters from moved group by edition_id, chunk_number) m
                            where c.edition_id = m.edition_id and c.number = m.chunk_number
                        )
                        select count(*) from moved
                        """)
                .param("run", run)
                .param("ids", deferrals.stream().map(Deferral::id).toArray(Long[]::new))
                .param("attempts", deferrals.stream().map(Deferral::attempt).toArray(Integer[]::new))
                .param("reasons", deferrals.stream().map(Deferral::reason).toArray(String[]::new))
                .param("next", Timestamps.toParameter(next))
                .param("now", Timestamps.toParameter(clock.instant()))
                .query(Integer.class)
                .single();
    }

    private static Long[] ids(Collection<LetterAttempt> attempts) {
        return attempts.stream().map(LetterAttempt::letterId).toArray(Long[]::new);
    }

    private static Integer[] numbers(Collection<LetterAttempt> attempts) {
        return attempts.stream().map(LetterAttempt::attempt).toArray(Integer[]::new);
    }
}
