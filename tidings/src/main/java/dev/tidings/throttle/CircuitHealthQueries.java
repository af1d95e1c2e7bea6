package dev.tidings.throttle;

import dev.tidings.database.SystemPool;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Repository;

/** Reads the circuit breakers for health checks, over their own connection pool. */
@Repository
public class CircuitHealthQueries {
    /**
     * A transport whose circuit is open.
     *
     * @param duration since its first failure
     * @param nextTry time until the next batch probes the transport; zero if it is due
     */
    public record OpenCircuit(String transport, Duration duration, Duration nextTry, String reason) {
        /** The cause and the next try, without a final period. */
        public String describe() {
            String cause = reason.endsWith(".") ? reason.substring(0, reason.length() - 1) : reason;
            return transport + " fails (" + cause + "); next try " + nextTryText();
        }

        private String nextTryText() {
            if (nextTry.isZero()) {
                return "now";
            }
            return nextTry.toSeconds() < 100
                    ? "in " + nextTry.toSeconds() + " s"
                    : "in " + nextTry.toMinutes() + " min";
        }
    }

    private final SystemPool connection;

    CircuitHealthQueries(SystemPool connection) {
        this.connection = connection;
    }

    public List<OpenCircuit> open() {
        return connection
                .jdbc()
                .sql("""
                        select transport, extract(epoch from clock_timestamp() - first_failed_at)::bigint as seconds, reason,
                               case when next_probe_at > clock_timestamp() + :longest * interval '1 second' then 0
                                    else ceil(greatest(0, extract(epoch from next_probe_at - clock_timestamp())))
                               end::bigint as next_try
                        from circuit_breaker where next_probe_at is not null order by transport
                        """)
                .param("longest", TransportCircuitBreaker.LONGEST.toSeconds())
                .query((row, number) -> new OpenCircuit(
                        row.getString("transport"),
                        Duration.ofSeconds(row.getLong("seconds")),
                        Duration.ofSeconds(row.getLong("next_try")),
                        row.getString("reason")))
                .list();
    }
}
