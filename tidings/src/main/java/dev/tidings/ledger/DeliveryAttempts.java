package dev.tidings.ledger;

import dev.tidings.database.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Claims, releases, defers and parks letters in {@code delivery}. Attempts are numbered; an update for one attempt
 * has no effect once the letter has a later one.
 */
@Repository
class DeliveryAttempts {
    private final JdbcClient jdbc;
    private final NodeRun run;
    private final InstantSource clock;

    DeliveryAttempts(JdbcClient jdbc, NodeRun run, InstantSource clock) {
        this.jdbc = jdbc;
        this.run = run;
        this.clock = clock;
    }

    /**
     * The result of a claim.
     *
     * @param claimed ids of letters that the caller may hand over; letters claimed by another worker are left out
     * @param doubled ids of letters whose user has a settled letter of the same digest and period; if there are any,
     *     nothing is claimed
     * @param changed ids of letters whose user's opt-in, suppression, address or account changed since composing; if
     *     there are any, nothing is claimed
     */
    record Claim(List<Long> claimed, List<Long> doubled, List<Long> changed) {}

    private static Claim claim(List<ClaimRow> rows) {
        return new Claim(ids(rows, "claimed"), ids(rows, "doubled"), ids(rows, "changed"));
    }

    private static List<Long> ids(List<ClaimRow> rows, String finding) {
        return rows.stream()
                .filter(row -> row.finding().equals(finding))
                .map(ClaimRow::id)
                .toList();
    }

    private static ClaimRow claimRow(ResultSet row, int number) throws SQLException {
        return new ClaimRow(row.getLong("id"), row.getString("finding"));
    }

    private record ClaimRow(long id, String finding) {}

    /**
     * Records the intent to hand over the letters as one batch, in their order here. A letter that was tried since it
     * was read is not claimed: it may be out under another key. Letters of an edition that is not open are not claimed.
     * Nothing is claimed if a user has changed since composing; users are locked in order of id, and a change that is not
     * committed yet waits. A batch that may have been accepted is repeated unchanged: its users are not compared.
     */
    Claim claim(List<Delivery> seen, String batchKey) {
        return claim(seen, batchKey, clock.instant());
    }

    /** @param at the time of the claim, which distinguishes it from any other one */
    Claim claim(List<Delivery> seen, String batchKey, Instant at) {
        return claim(jdbc.sql("""
                        with doubled as (
                            select d.id
                            from delivery d
                            join digest_log l on l.digest = d.digest and l.user_id = d.user_id and l.period_start = d.period_start
                                             and l.period_end = d.period_end and l.kind = d.kind
                            where d.id = any (:ids::bigint[]) and d.kind = 'regular'
                        ), reader as (
                            select u.id, u.recipient_version from users u
                            where u.id = any (:users::text[])
                            order by u.id
                            for no key update
                        ), changed as (
                            select seen.id
                            from unnest(:ids::bigint[], :users::text[], :versions::integer[]) as seen (id, user_id, version)
                            join reader r on r.id = seen.user_id
                            where seen.version <> r.recipient_version
                        ), claimed as (
                            update delivery d
                            set handed_over_at = :now, first_attempt_at = coalesce(first_attempt_at, :now), attempt = d.attempt + 1,
                                run_id = :run, batch_key = :key, batch_position = seen.position
                            from unnest(:ids::bigint[], :attempts::integer[]) with ordinality as seen (id, attempt, position)
                            where d.id = seen.id and d.attempt = seen.attempt and d.handed_over_at is null
                              and not exists (select from doubled) and not exists (select from changed)
                              and (d.edition_id is null or exists (
                                  select from edition e where e.id = d.edition_id and e.status = 'open' and e.cancelled_at is null))
                            returning d.id
                        )
                        select id, 'claimed' as finding from claimed
                        union all
                        select id, 'doubled' from doubled
                        union all
                        select id, 'changed' from changed
                        """)
                .param(
                        "users",
                        seen.stream().map(DeliveryAttempts::comparedUser).toArray(String[]::new))
                .param("versions", seen.stream().map(Delivery::recipientVersion).toArray(Integer[]::new))
                .param("ids", seen.stream().map(Delivery::id).toArray(Long[]::new))
                .param("attempts", seen.stream().map(Delivery::attempt).toArray(Integer[]::new))
                .param("key", batchKey)
                .param("run", run.id())
                .param("now", Timestamps.toParameter(at))
                .query(DeliveryAttempts::claimRow)
                .list());
    }

    /** The user whose changes count, or null if the letter is repeated unchanged. */
    private static @Nullable String comparedUser(Delivery delivery) {
        return delivery.isReplay() ? null : delivery.userId();
    }

    /**
     * Records the intent to repeat a whole batch of another worker: all of it, or nothing if any letter has changed
     * since it was read.
     */
    Claim reclaim(List<Delivery> seen) {
        List<ClaimRow> rows = jdbc.sql("""
                        with seen as (
                            select * from unnest(:ids::bigint[], :attempts::integer[]) as s (id, attempt)
                        ), doubled as (
                            select d.id
                            from delivery d
                            join digest_log l on l.digest = d.digest and l.user_id = d.user_id and l.period_start = d.period_start
                                             and l.period_end = d.period_end and l.kind = d.kind
                            where d.id = any (:ids::bigint[]) and d.kind = 'regular'
                        ), held as (
                            select d.id from delivery d join seen s on d.id = s.id and d.attempt = s.attempt
                            where d.handed_over_at is not null
                            order by d.id
                            for update of d
                        ), claimed as (
                            update delivery d set handed_over_at = :now, attempt = d.attempt + 1, run_id = :run
                            from held
                            where d.id = held.id and (select count(*) from held) = :count and not exists (select from doubled)
                            returning d.id
                        )
                        select id, 'claimed' as finding from claimed
                        union all
                        select id, 'doubled' from doubled
                        """)
                .param("ids", seen.stream().map(Delivery::id).toArray(Long[]::new))
                .param("attempts", seen.stream().map(Delivery::attempt).toArray(Integer[]::new))
                .param("count", seen.size())
                .param("run", run.id())
                .param("now", Timestamps.toParameter(clock.instant()))
                .query(DeliveryAttempts::claimRow)
                .list();
        return claim(rows);
    }

    /**
     * Releases letters that this run has claimed and certainly not handed over, and restores their earlier state. A
     * release that is repeated after it was committed must not end the claim of another run.
     *
     * @param seen the letters as read before the claim
     */
    void release(List<Delivery> seen) {
        jdbc.sql("""
                        update delivery d
                        set handed_over_at = null, attempt = seen.attempt, batch_key = null, batch_position = null
                        from unnest(:ids::bigint[], :attempts::integer[]) as seen (id, attempt)
                        where d.id = seen.id and d.attempt = seen.attempt + 1 and d.handed_over_at is not null
                          and d.run_id = :run
                        """)
                .param("ids", seen.stream().map(Delivery::id).toArray(Long[]::new))
                .param("attempts", seen.stream().map(Delivery::attempt).toArray(Integer[]::new))
                .param("run", run.id())
                .update();
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
                        update delivery d
                        set handed_over_at = null, next_attempt_at = :next, last_error = deferral.reason,
                            batch_key = deferral.key, batch_position = deferral.position,
                            last_refused_attempt = case when deferral.refused then deferral.attempt end
                        from unnest(:ids::bigint[], :attempts::integer[], :reasons::text[], :keys::text[],
                                    :positions::integer[], :refused::boolean[])
                            as deferral (id, attempt, reason, key, position, refused)
                        where d.id = deferral.id and d.attempt = deferral.attempt and d.handed_over_at is not null
                        """)
                .param("ids", deferrals.stream().map(Deferral::id).toArray(Long[]::new))
                .param("attempts", deferrals.stream().map(Deferral::attempt).toArray(Integer[]::new))
                .param("next", Timestamps.toParameter(next))
                .param("reasons", deferrals.stream().map(Deferral::reason).toArray(String[]::new))
                .param("keys", deferrals.stream().map(Deferral::key).toArray(String[]::new))
                .param("positions", deferrals.stream().map(Deferral::position).toArray(Integer[]::new))
                .param("refused", deferrals.stream().map(Deferral::refused).toArray(Boolean[]::new))
                .update();
    }

    /** Makes letters with an unknown outcome due again, at the risk of a second copy. Returns how many. */
    int allowResend(Collection<Settlement> unknown) {
        return jdbc.sql("""
                        update delivery d
                        set handed_over_at = null, batch_key = null, batch_position = null, last_unknown_attempt = d.attempt,
                            last_error = 'outcome unknown, sent again as configured'
                        from unnest(:ids::bigint[], :attempts::integer[]) as unknown (id, attempt)
                        where d.id = unknown.id and d.attempt = unknown.attempt
                        """)
                .param("ids", unknown.stream().map(Settlement::id).toArray(Long[]::new))
                .param("attempts", unknown.stream().map(Settlement::attempt).toArray(Integer[]::new))
                .update();
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
