package dev.tidings.ledger;

import dev.tidings.database.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Claims and releases letters in {@code delivery}. Attempts are numbered; an update for one attempt has no effect once
 * the letter has a later one.
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
     * Records the intent to hand over the letters as one batch, in their order here. A letter that was tried, or
     * composed anew, since it was read is not claimed: it may be out under another key. Letters of an edition that is not
     * open are not claimed. Nothing is claimed if a user has changed since composing; users are locked in order of id,
     * and a change that is not committed yet waits. A batch that may have been accepted is repeated unchanged: its users
     * are not compared.
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
                            where u.id = any (:users::text[]) order by u.id for no key update
                        ), changed as (
                            select seen.id
                            from unnest(:ids::bigint[], :users::text[], :versions::integer[]) as seen (id, user_id, version)
                            join reader r on r.id = seen.user_id
                            where seen.version <> r.recipient_version
                        ), claimed as (
                            update delivery d
                            set handed_over_at = :now, first_attempt_at = coalesce(first_attempt_at, :now), attempt = d.attempt + 1,
                                run_id = :run, batch_key = :key, batch_position = seen.position
                            from unnest(:ids::bigint[], :attempts::integer[], :composed::timestamptz[]) with ordinality
                                as seen (id, attempt, composed_at, position)
                            where d.id = seen.id and d.attempt = seen.attempt and d.handed_over_at is null
                              and d.composed_at = seen.composed_at
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
                .param(
                        "composed",
                        seen.stream().map(DeliveryAttempts::composedAt).toArray(String[]::new))
                .param("key", batchKey)
                .param("run", run.id())
                .param("now", Timestamps.toParameter(at))
                .query(DeliveryAttempts::claimRow)
                .list());
    }

    private static String composedAt(Delivery delivery) {
        return String.valueOf(delivery.composedAt());
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
}
