package dev.tidings.throttle;

import dev.tidings.database.Timestamps;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The table {@code circuit_breaker}: transports that fail as a whole, shared by all nodes. After {@value
 * #MAX_FAILURES_IN_A_ROW} such batches in a row the circuit opens for a time and nothing is handed over. Then one
 * batch probes the transport: a failure doubles the time, a success closes the circuit.
 */
@Repository
public class TransportCircuitBreaker {
    private static final int MAX_FAILURES_IN_A_ROW = 3;
    private static final Duration FIRST = Duration.ofSeconds(15);

    /**
     * Longest time for which the circuit opens. A probe that is due later was set before the database's clock was set
     * back, and is due now.
     */
    public static final Duration LONGEST = Duration.ofMinutes(5);

    /** Failures further apart than this do not count as consecutive. */
    private static final Duration SERIES_GAP = Duration.ofMinutes(5);

    /** Time after which a probe without a result counts as lost. */
    private static final Duration PROBE = Duration.ofMinutes(2);

    /** @param blockedUntil null while the circuit is closed */
    public record CircuitState(
            String transport,
            String reason,
            Instant since,
            @Nullable Instant blockedUntil) {}

    private final JdbcClient jdbc;

    TransportCircuitBreaker(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public List<CircuitState> all() {
        return jdbc.sql("select * from circuit_breaker order by transport")
                .query((row, number) -> {
                    OffsetDateTime nextProbeAt = row.getObject("next_probe_at", OffsetDateTime.class);
                    return new CircuitState(
                            row.getString("transport"),
                            row.getString("reason"),
                            Timestamps.read(row, "first_failed_at"),
                            nextProbeAt == null ? null : nextProbeAt.toInstant());
                })
                .list();
    }

    /**
     * Records a batch that failed because of the transport. Returns whether the circuit is open now. A batch that was
     * already in flight when the circuit opened does not extend the time.
     */
    boolean recordFailure(String transport, String reason) {
        return jdbc.sql("""
                        insert into circuit_breaker as t (transport, reason, first_failed_at, consecutive_failures,
                            last_failed_at)
                        values (:transport, :reason, clock_timestamp(), 1, clock_timestamp())
                        on conflict (transport) do update
                        set reason = excluded.reason, last_failed_at = excluded.last_failed_at, half_open = false,
                            (consecutive_failures, open_count, next_probe_at) = (
                                select next.consecutive_failures, t.open_count + next.opens::integer,
                                       case when next.opens
                                           then clock_timestamp()
                                               + least(:first * 2 ^ least(t.open_count, 20), :longest)
                                               * interval '1 second'
                                           else t.next_probe_at end
                                from (
                                    select counted.consecutive_failures,
                                           t.half_open or counted.consecutive_failures = :threshold as opens
                                    from (
                                        select case when t.next_probe_at is null
                                                    and t.last_failed_at < clock_timestamp() - :apart * interval '1 second'
                                               then 1
                                               else t.consecutive_failures + 1 end as consecutive_failures) as counted) as next)
                        returning next_probe_at is not null as is_open
                        """)
                .param("transport", transport)
                .param("reason", reason)
                .param("threshold", MAX_FAILURES_IN_A_ROW)
                .param("apart", SERIES_GAP.toSeconds())
                .param("first", FIRST.toSeconds())
                .param("longest", LONGEST.toSeconds())
                .query(Boolean.class)
                .single();
    }

    /** Whether the caller's batch may probe a transport whose open time has passed. */
    boolean tryProbe(String transport) {
        return jdbc.sql("""
                                update circuit_breaker
                                set half_open = true, next_probe_at = clock_timestamp() + :probe * interval '1 second'
                                where transport = :transport
                                  and (next_probe_at <= clock_timestamp()
                                       or next_probe_at > clock_timestamp() + :longest * interval '1 second')
                                """)
                        .param("transport", transport)
                        .param("probe", PROBE.toSeconds())
                        .param("longest", LONGEST.toSeconds())
                        .update()
                == 1;
    }

    /** Records that the transport works. Returns whether it had failures. */
    boolean recordSuccess(String transport) {
        return jdbc.sql("delete from circuit_breaker where transport = :transport")
                        .param("transport", transport)
                        .update()
                == 1;
    }
}
