package dev.tidings.throttle;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The table {@code transport_trouble}: transports that fail as a whole, known to all nodes. After {@value #MAX_FAILURES_IN_A_ROW} batches in
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
        return jdbc.sql("select * from transport_trouble order by transport")
                .query((row, number) -> {
                    OffsetDateTime closedTo = row.getObject("closed_to", OffsetDateTime.class);
                    return new CircuitState(
                            row.getString("transport"),
                            row.getString("reason"),
                            row.getObject("since", OffsetDateTime.class).toInstant(),
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
                        insert into transport_trouble as t (transport, reason, since, failures, failed_at)
                        values (:transport, :reason, clock_timestamp(), 1, clock_timestamp())
                        on conflict (transport) do update
                        set reason = excluded.reason, failed_at = excluded.failed_at, probing = false,
                            (failures, closings, closed_to) = (
                                select next.failures, t.closings + next.closes::integer,
                                       case when next.closes
                                           then clock_timestamp()
                                                + least(:first * 2 ^ least(t.closings, 20), :longest) * interval '1 second'
                                           else t.closed_to end
                                from (select inarow.failures, t.probing or inarow.failures = :patience as closes
                                      from (select case when t.closed_to is null
                                                             and t.failed_at < clock_timestamp() - :apart * interval '1 second'
                                                        then 1 else t.failures + 1 end as failures) as inarow) as next)
                        returning closed_to is not null as closed
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
                                update transport_trouble
                                set probing = true, closed_to = clock_timestamp() + :probe * interval '1 second'
                                where transport = :transport and closed_to <= clock_timestamp()
                                """)
                        .param("transport", transport)
                        .param("probe", PROBE.toSeconds())
                        .update()
                == 1;
    }

    /** The transport works; returns whether it was in trouble. */
    boolean recordSuccess(String transport) {
        return jdbc.sql("delete from transport_trouble where transport = :transport")
                        .param("transport", transport)
                        .update()
                == 1;
    }
}
