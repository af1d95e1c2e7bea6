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
 * The table {@code circuit_breaker}: transports that fail as a whole, known to all nodes. After {@value #MAX_FAILURES_IN_A_ROW} batches in
 * a row that failed so, a transport is closed for a while, and nothing is handed over; then one batch probes, and the while
 * doubles or all is well again.
 */
@Repository
public class TransportCircuitBreaker {
    private static final int MAX_FAILURES_IN_A_ROW = 3;
    private static final Duration FIRST = Duration.ofSeconds(15);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    /** Failures further apart are not in a row. */
    private static final Duration APART = Duration.ofMinutes(5);

    /** Whoever probes and is silent for so long is gone. */
    private static final Duration PROBE = Duration.ofMinutes(2);

    /** @param blockedUntil null while the transport is not closed for it */
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
                    OffsetDateTime closedTo = row.getObject("next_probe_at", OffsetDateTime.class);
                    return new CircuitState(
                            row.getString("transport"),
                            row.getString("reason"),
                            Timestamps.read(row, "first_failed_at"),
                            closedTo == null ? null : closedTo.toInstant());
                })
                .list();
    }

    /**
     * A batch failed for the transport's sake; returns whether the transport is closed for it now. What was under way while
     * it was closed already does not close it for longer.
     */
    boolean recordFailure(String transport, String reason) {
        return jdbc.sql("""
                        insert into circuit_breaker as t (transport, reason, first_failed_at, consecutive_failures,
                            last_failed_at)
                        values (:transport, :reason, clock_timestamp(), 1, clock_timestamp())
                        on conflict (transport) do update
                        set reason = excluded.reason, last_failed_at = excluded.last_failed_at, half_open = false,
                            (consecutive_failures, open_count, next_probe_at) = (
                                select next.consecutive_failures, t.open_count + next.closes::integer,
                                       case when next.closes
                                           then clock_timestamp()
                                               + least(:first * 2 ^ least(t.open_count, 20), :longest)
                                               * interval '1 second'
                                           else t.next_probe_at end
                                from (
                                    select counted.consecutive_failures,
                                           t.half_open or counted.consecutive_failures = :patience as closes
                                    from (
                                        select case when t.next_probe_at is null
                                                    and t.last_failed_at < clock_timestamp() - :apart * interval '1 second'
                                               then 1
                                               else t.consecutive_failures + 1 end as consecutive_failures) as counted) as next)
                        returning next_probe_at is not null as closed
                        """)
                .param("transport", transport)
                .param("reason", reason)
                .param("patience", MAX_FAILURES_IN_A_ROW)
                .param("apart", APART.toSeconds())
                .param("first", FIRST.toSeconds())
                .param("longest", LONGEST.toSeconds())
                .query(Boolean.class)
                .single();
    }

    /** Whether the caller's batch is the one that probes a transport whose while is over. */
    boolean tryProbe(String transport) {
        return jdbc.sql("""
                                update circuit_breaker
                                set half_open = true, next_probe_at = clock_timestamp() + :probe * interval '1 second'
                                where transport = :transport and next_probe_at <= clock_timestamp()
                                """)
                        .param("transport", transport)
                        .param("probe", PROBE.toSeconds())
                        .update()
                == 1;
    }

    /** The transport works; returns whether it was in trouble. */
    boolean recordSuccess(String transport) {
        return jdbc.sql("delete from circuit_breaker where transport = :transport")
                        .param("transport", transport)
                        .update()
                == 1;
    }
}
