package dev.tidings.health;

import dev.tidings.alerting.Severity;
import dev.tidings.digest.Thresholds;
import java.time.Duration;
import java.util.List;

/** How long the database takes for the simplest answer. */
final class DatabaseLatencyCheck implements HealthCheck {
    private final HealthQueries soundings;
    private final Thresholds<Duration> limits;

    DatabaseLatencyCheck(HealthQueries soundings, Thresholds<Duration> limits) {
        this.soundings = soundings;
        this.limits = limits;
    }

    @Override
    public String name() {
        return "database-latency";
    }

    @Override
    public List<CheckFinding> run() {
        long start = System.nanoTime();
        soundings.databaseTime();
        return List.of(evaluate(Duration.ofNanos(System.nanoTime() - start)));
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
