package dev.tidings.health;

import dev.tidings.alerting.Severity;
import dev.tidings.core.Ticker;
import dev.tidings.digest.Thresholds;
import java.time.Duration;
import java.util.List;

/** Measures how long the database takes for a trivial query. */
final class DatabaseLatencyCheck implements HealthCheck {
    private final HealthQueries server;
    private final Thresholds<Duration> limits;
    private final Ticker ticker;

    DatabaseLatencyCheck(HealthQueries server, Thresholds<Duration> limits, Ticker ticker) {
        this.server = server;
        this.limits = limits;
        this.ticker = ticker;
    }

    @Override
    public String name() {
        return "database-latency";
    }

    @Override
    public List<CheckFinding> run() {
        long start = ticker.nanos();
        server.databaseTime();
        return List.of(evaluate(ticker.since(start)));
    }

    CheckFinding evaluate(Duration taken) {
        Severity state = Severity.of(taken, limits);
        String found = "The database answers within " + taken.toMillis() + " ms.";
        String message = state == Severity.OK
                ? found
                : found + " Look at its load, its disk and the network between it and this node.";
        return CheckFinding.of(state, message, Measure.of(taken, limits));
    }
}
