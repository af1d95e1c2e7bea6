package dev.tidings.throttle;

import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The table {@code pace}: rates that hold over all nodes together. Turns in a lane are booked one after the other, each in one
 * statement (the generic cell rate algorithm, ITU-T I.371), by the database's clock.
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
                            insert into pace as p (lane, busy_to)
                            values (:claim, greatest(clock_timestamp(), (select busy_to from pace where lane = :lane)))
                            on conflict (lane) do update set busy_to = excluded.busy_to
                            where p.busy_to <= clock_timestamp() + :ahead * interval '1 second'
                            returning lane
                        ), turn as (
                            insert into pace as p (lane, busy_to)
                            select :lane, clock_timestamp() + :amount / :rate * interval '1 second' from claim
                            on conflict (lane) do update
                            set busy_to = greatest(p.busy_to, clock_timestamp())
                                          + :amount / least(:rate, p.allowed) * interval '1 second'
                            where p.busy_to <= clock_timestamp() + :furthest * interval '1 second'
                            returning busy_to - :amount / least(:rate, p.allowed) * interval '1 second' as start
                        )
                        select turn.start is not null as granted,
                               extract(epoch from coalesce(turn.start - clock_timestamp(),
                                                           last.busy_to - :ahead * interval '1 second' - clock_timestamp(),
                                                           :again * interval '1 second')) as wait
                        from (values (1)) as one
                        left join turn on true
                        left join pace last on last.lane = :claim
                        """)
                .param("lane", lane)
                .param("claim", lane + " " + claimant)
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
                        insert into pace as p (lane, busy_to) values (:lane, clock_timestamp() + :pause * interval '1 second')
                        on conflict (lane) do update set busy_to = greatest(p.busy_to, excluded.busy_to)
                        """)
                .param("lane", lane)
                .param("pause", pause.toMillis() / 1000.0)
                .update();
    }

    /** Remembers what the other side allows in the lane, in its unit per second. */
    public void setAllowedRate(String lane, double allowed) {
        jdbc.sql("""
                        insert into pace as p (lane, busy_to, allowed) values (:lane, clock_timestamp(), :allowed)
                        on conflict (lane) do update set allowed = excluded.allowed
                        where p.allowed is distinct from excluded.allowed
                        """).param("lane", lane).param("allowed", allowed).update();
    }

    /** Forgets what is booked in the lane, so that another rate counts at once. */
    public void reset(String lane) {
        jdbc.sql("delete from pace where lane = :lane or starts_with(lane, :lane || ' ')")
                .param("lane", lane)
                .update();
    }
}
