package dev.tidings.throttle;

import dev.tidings.database.Timestamps;
import java.time.Duration;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The table {@code rate_limit}: rate limits shared by all nodes. Reservations under one limit follow each other. Each
 * takes one statement (the generic cell rate algorithm, ITU-T I.371) and uses the database's clock.
 *
 * <p>A claimant may reserve up to one second ahead plus one request. Claimants of one limit therefore alternate, and
 * none waits for all work of another.
 *
 * <p>A row that was written in the future was written before the database's clock was set back. Only the time that it
 * had booked ahead counts then, from now on: no clock makes a reservation wait longer than it was booked for.
 */
@Repository
public class RateLimiter {
    /**
     * The result of a request.
     *
     * @param granted whether capacity was reserved
     * @param delay time until the reservation is due; if none was granted, time until the next request makes sense
     */
    public record RateReservation(boolean granted, Duration delay) {}

    private static final double AHEAD_SECONDS = 1;

    /** Longest pause in seconds for which a limit still accepts reservations. */
    private static final double FURTHEST_SECONDS = 10;

    private static final double RETRY_SECONDS = 0.1;

    private final JdbcClient jdbc;

    RateLimiter(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Reserves capacity.
     *
     * @param key key of the limit
     * @param claimant identifies the caller among those that share the limit
     * @param amount units to reserve
     * @param rate units per second; the rate that the server {@linkplain #setAllowedRate allows} applies if it is
     *     lower
     */
    public RateReservation reserve(String key, String claimant, double amount, double rate) {
        return jdbc.sql("""
                        with claim as (
                            insert into rate_limit as r (name, claimant, booked_until_at, booked_at)
                            values (:name, :claimant, greatest(
                                clock_timestamp(),
                                (select least(l.booked_until_at, clock_timestamp() + (l.booked_until_at - l.booked_at))
                                 from rate_limit l where l.name = :name and l.claimant = '')), clock_timestamp())
                            on conflict (name, claimant) do update
                            set booked_until_at = excluded.booked_until_at, booked_at = excluded.booked_at
                            where least(r.booked_until_at, clock_timestamp() + (r.booked_until_at - r.booked_at))
                                <= clock_timestamp() + :ahead * interval '1 second'
                            returning name
                        ), turn as (
                            insert into rate_limit as r (name, booked_until_at, booked_at)
                            select name, clock_timestamp() + :amount / :rate * interval '1 second', clock_timestamp() from claim
                            on conflict (name, claimant) do update
                            set booked_until_at = greatest(
                                    least(r.booked_until_at, clock_timestamp() + (r.booked_until_at - r.booked_at)),
                                    clock_timestamp())
                                + :amount / least(:rate, r.allowed_per_second) * interval '1 second',
                                booked_at = clock_timestamp()
                            where least(r.booked_until_at, clock_timestamp() + (r.booked_until_at - r.booked_at))
                                <= clock_timestamp() + :furthest * interval '1 second'
                            returning booked_until_at
                                - :amount / least(:rate, r.allowed_per_second) * interval '1 second' as start
                        )
                        select turn.start is not null as granted,
                               extract(epoch from coalesce(
                                   turn.start - clock_timestamp(),
                                   least(last.booked_until_at, clock_timestamp() + (last.booked_until_at - last.booked_at))
                                       - :ahead * interval '1 second' - clock_timestamp(),
                                   :retry * interval '1 second')) as wait
                        from (values (1)) as single
                        left join turn on true
                        left join rate_limit last on last.name = :name and last.claimant = :claimant
                        """)
                .param("name", key)
                .param("claimant", claimant)
                .param("amount", amount)
                .param("rate", rate)
                .param("ahead", AHEAD_SECONDS)
                .param("furthest", FURTHEST_SECONDS)
                .param("retry", RETRY_SECONDS)
                .query((row, number) -> new RateReservation(row.getBoolean("granted"), seconds(row.getDouble("wait"))))
                .single();
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis(Math.max(0, Math.round(seconds * 1000)));
    }

    /** Grants no further reservation under the limit for this long. */
    public void pause(String key, Duration pause) {
        jdbc.sql("""
                        insert into rate_limit as r (name, booked_until_at, booked_at)
                        values (:name, clock_timestamp() + :pause * interval '1 second', clock_timestamp())
                        on conflict (name, claimant) do update
                        set booked_until_at = greatest(
                                least(r.booked_until_at, clock_timestamp() + (r.booked_until_at - r.booked_at)),
                                excluded.booked_until_at),
                            booked_at = excluded.booked_at
                        """)
                .param("name", key)
                .param("pause", pause.toMillis() / 1000.0)
                .update();
    }

    /** Stores the rate that the server allows, in units per second. */
    public void setAllowedRate(String key, double allowed) {
        jdbc.sql("""
                        insert into rate_limit as r (name, booked_until_at, booked_at, allowed_per_second)
                        values (:name, clock_timestamp(), clock_timestamp(), :allowed)
                        on conflict (name, claimant) do update set allowed_per_second = excluded.allowed_per_second
                        where r.allowed_per_second is distinct from excluded.allowed_per_second
                        """).param("name", key).param("allowed", allowed).update();
    }

    /** Deletes the reservations under the limit: a new rate then applies at once. */
    public void reset(String key) {
        jdbc.sql("delete from rate_limit where name = :name").param("name", key).update();
    }

    /**
     * Deletes at most {@code batch} limits with no reservation since that instant. A limit with a rate that the server
     * allows stays: the nodes write that rate again only when it changes. Returns how many it deleted.
     */
    public int prune(Instant before, int batch) {
        return jdbc.sql("""
                        delete from rate_limit
                        where (name, claimant) in (
                            select name, claimant from rate_limit
                            where booked_until_at < :before and allowed_per_second is null limit :batch)
                        and booked_until_at < :before and allowed_per_second is null
                        """)
                .param("before", Timestamps.toParameter(before))
                .param("batch", batch)
                .update();
    }
}
