package dev.tidings.throttle;

import dev.tidings.database.Timestamps;
import java.time.Duration;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The table {@code rate_limit}: rates that hold over all nodes together. Turns in a lane are booked one after the other, each
 * in one statement (the generic cell rate algorithm, ITU-T I.371), by the database's clock.
 *
 * <p>Whoever books may have turns of the next second, and one beyond: so that those who share a lane take turns, and nobody
 * waits for all that another one has still to do.
 */
@Repository
public class RateLimiter {
    /**
     * @param granted whether a turn was booked
     * @param delay until the turn comes; or, if none was booked, until it is worth asking again
     */
    public record RateReservation(boolean granted, Duration delay) {}

    private static final double AHEAD_SECONDS = 1;

    /** A lane that is paused for longer takes no bookings. */
    private static final double FURTHEST_SECONDS = 10;

    private static final double UNTIL_ASKED_AGAIN_SECONDS = 0.1;

    private final JdbcClient jdbc;

    RateLimiter(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Books a turn.
     *
     * @param claimant who shares the lane with others
     * @param amount how much of the lane's unit the turn takes
     * @param rate units per second; what the other side {@linkplain #setAllowedRate allows} counts where it is less
     */
    public RateReservation reserve(String lane, String claimant, double amount, double rate) {
        return jdbc.sql("""
                        with claim as (
                            insert into rate_limit as r (name, claimant, booked_until_at)
                            values (:name, :claimant, greatest(
                                clock_timestamp(),
                                (select booked_until_at from rate_limit where name = :name and claimant = '')))
                            on conflict (name, claimant) do update set booked_until_at = excluded.booked_until_at
                            where r.booked_until_at <= clock_timestamp() + :ahead * interval '1 second'
                            returning name
                        ), turn as (
                            insert into rate_limit as r (name, booked_until_at)
                            select name, clock_timestamp() + :amount / :rate * interval '1 second' from claim
                            on conflict (name, claimant) do update
                            set booked_until_at = greatest(r.booked_until_at, clock_timestamp())
                                + :amount / least(:rate, r.allowed_per_second) * interval '1 second'
                            where r.booked_until_at <= clock_timestamp() + :furthest * interval '1 second'
                            returning booked_until_at
                                - :amount / least(:rate, r.allowed_per_second) * interval '1 second' as start
                        )
                        select turn.start is not null as granted,
                               extract(epoch from coalesce(
                                   turn.start - clock_timestamp(),
                                   last.booked_until_at - :ahead * interval '1 second' - clock_timestamp(),
                                   :again * interval '1 second')) as wait
                        from (values (1)) as single
                        left join turn on true
                        left join rate_limit last on last.name = :name and last.claimant = :claimant
                        """)
                .param("name", lane)
                .param("claimant", claimant)
                .param("amount", amount)
                .param("rate", rate)
                .param("ahead", AHEAD_SECONDS)
                .param("furthest", FURTHEST_SECONDS)
                .param("again", UNTIL_ASKED_AGAIN_SECONDS)
                .query((row, number) -> new RateReservation(row.getBoolean("granted"), seconds(row.getDouble("wait"))))
                .single();
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis(Math.max(0, Math.round(seconds * 1000)));
    }

    /** Lets nobody have a further turn in the lane before so long from now. */
    public void pause(String lane, Duration pause) {
        jdbc.sql("""
                        insert into rate_limit as r (name, booked_until_at)
                        values (:name, clock_timestamp() + :pause * interval '1 second')
                        on conflict (name, claimant) do update
                        set booked_until_at = greatest(r.booked_until_at, excluded.booked_until_at)
                        """)
                .param("name", lane)
                .param("pause", pause.toMillis() / 1000.0)
                .update();
    }

    /** Remembers what the other side allows in the lane, in its unit per second. */
    public void setAllowedRate(String lane, double allowed) {
        jdbc.sql("""
                        insert into rate_limit as r (name, booked_until_at, allowed_per_second)
                        values (:name, clock_timestamp(), :allowed)
                        on conflict (name, claimant) do update set allowed_per_second = excluded.allowed_per_second
                        where r.allowed_per_second is distinct from excluded.allowed_per_second
                        """).param("name", lane).param("allowed", allowed).update();
    }

    /** Forgets what is booked in the lane, so that another rate counts at once. */
    public void reset(String lane) {
        jdbc.sql("delete from rate_limit where name = :name")
                .param("name", lane)
                .update();
    }

    /** Deletes at most {@code batch} limits with no reservation since that instant. Returns how many it deleted. */
    public int prune(Instant before, int batch) {
        return jdbc.sql("""
                        delete from rate_limit
                        where (name, claimant) in (
                            select name, claimant from rate_limit where booked_until_at < :before limit :batch)
                        and booked_until_at < :before
                        """)
                .param("before", Timestamps.toParameter(before))
                .param("batch", batch)
                .update();
    }
}
