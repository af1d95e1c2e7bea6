package dev.tidings.ledger;

import dev.tidings.database.Timestamps;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Ends attempts after which letters stay owed in {@code delivery}: deferred, unknown and sent again, or parked. An update
 * for one attempt has no effect once the letter has a later one.
 */
@Repository
class Deferrals {
    private final JdbcClient jdbc;
    private final NodeRun run;
    private final InstantSource clock;

    Deferrals(JdbcClient jdbc, NodeRun run, InstantSource clock) {
        this.jdbc = jdbc;
        this.run = run;
        this.clock = clock;
    }

    /**
     * Defers letters. Returns how many.
     *
     * @param next when they may be tried again
     */
    int defer(List<Deferral> deferrals, Instant next) {
        if (deferrals.isEmpty()) {
            return 0;
        }
        return jdbc.sql("""
                        with deferred as (
                            update delivery d
                            set handed_over_at = null, next_attempt_at = :next, last_error = deferral.reason,
                                batch_key = deferral.key, batch_position = deferral.position,
                                last_refused_attempt = case when deferral.refused then deferral.attempt end
                            from unnest(:ids::bigint[], :attempts::integer[], :reasons::text[], :keys::text[],
                                        :positions::integer[], :refused::boolean[])
                                as deferral (id, attempt, reason, key, position, refused)
                            where d.id = deferral.id and d.attempt = deferral.attempt and d.handed_over_at is not null
                            returning d.id, d.edition_id, d.attempt, d.run_id, d.last_error
                        ), recorded as (
                            insert into letter_attempt (letter_id, edition_id, attempt, at, outcome, reason, node)
                            select id, edition_id, attempt, :now, 'deferred', last_error, case when run_id = :run then :node end
                            from deferred where edition_id is not null
                        )
                        select count(*) from deferred
                        """)
                .param("ids", deferrals.stream().map(Deferral::id).toArray(Long[]::new))
                .param("attempts", deferrals.stream().map(Deferral::attempt).toArray(Integer[]::new))
                .param("next", Timestamps.toParameter(next))
                .param("reasons", deferrals.stream().map(Deferral::reason).toArray(String[]::new))
                .param("keys", deferrals.stream().map(Deferral::key).toArray(String[]::new))
                .param("positions", deferrals.stream().map(Deferral::position).toArray(Integer[]::new))
                .param("refused", deferrals.stream().map(Deferral::refused).toArray(Boolean[]::new))
                .param("now", Timestamps.toParameter(clock.instant()))
                .param("run", run.id())
                .param("node", run.node())
                .query(Integer.class)
                .single();
    }

    /** Makes letters with an unknown outcome due again, at the risk of a second copy. Returns how many. */
    int allowResend(Collection<Settlement> unknown) {
        return jdbc.sql("""
                        with allowed as (
                            update delivery d
                            set handed_over_at = null, batch_key = null, batch_position = null, last_unknown_attempt = d.attempt,
                                last_error = 'outcome unknown, sent again as configured'
                            from unnest(:ids::bigint[], :attempts::integer[]) as unknown (id, attempt)
                            where d.id = unknown.id and d.attempt = unknown.attempt
                            returning d.id, d.edition_id, d.attempt, d.run_id, d.last_error
                        ), recorded as (
                            insert into letter_attempt (letter_id, edition_id, attempt, at, outcome, reason, node)
                            select id, edition_id, attempt, :now, 'unknown', last_error, case when run_id = :run then :node end
                            from allowed where edition_id is not null
                        )
                        select count(*) from allowed
                        """)
                .param("ids", unknown.stream().map(Settlement::id).toArray(Long[]::new))
                .param("attempts", unknown.stream().map(Settlement::attempt).toArray(Integer[]::new))
                .param("now", Timestamps.toParameter(clock.instant()))
                .param("run", run.id())
                .param("node", run.node())
                .query(Integer.class)
                .single();
    }

    /**
     * Parks a letter: it stays owed and is not retried automatically. Returns whether the letter is owed and the
     * attempt is its latest.
     *
     * @param notAccepted whether no attempt was accepted, including this one; if true, the letter no longer counts as
     *     possibly accepted
     */
    boolean park(long id, int attempt, String reason, boolean notAccepted) {
        return jdbc.sql("""
                                update delivery
                                set handed_over_at = null, next_attempt_at = null, last_error = :reason,
                                    last_refused_attempt = case when :notAccepted then attempt else last_refused_attempt end
                                where id = :id and attempt = :attempt
                                """)
                        .param("reason", reason)
                        .param("notAccepted", notAccepted)
                        .param("id", id)
                        .param("attempt", attempt)
                        .update()
                == 1;
    }
}
