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
     */
    public record OpenCircuit(String transport, Duration duration, String reason) {}

    private final SystemPool connection;

    CircuitHealthQueries(SystemPool connection) {
        this.connection = connection;
    }

    public List<OpenCircuit> open() {
        return connection
                .jdbc()
                .sql("""
                        select transport, extract(epoch from clock_timestamp() - first_failed_at)::bigint as seconds, reason
                        from circuit_breaker where next_probe_at is not null order by transport
                        """)
                .query((row, number) -> new OpenCircuit(
                        row.getString("transport"),
                        Duration.ofSeconds(row.getLong("seconds")),
                        row.getString("reason")))
                .list();
    }
}
