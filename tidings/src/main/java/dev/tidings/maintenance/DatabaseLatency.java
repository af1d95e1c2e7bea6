package dev.tidings.maintenance;

import dev.tidings.digest.Limits;
import java.time.Duration;
import java.util.List;

/** How long the database takes for the simplest answer. */
final class DatabaseLatency implements HealthCheck {
    private final HouseSoundings soundings;
    private final Limits<Duration> limits;

    DatabaseLatency(HouseSoundings soundings, Limits<Duration> limits) {
        this.soundings = soundings;
        this.limits = limits;
    }

    @Override
    public String name() {
        return "database-latency";
    }

    @Override
    public List<Finding> look() {
        long start = System.nanoTime();
        soundings.databaseTime();
        return List.of(judge(Duration.ofNanos(System.nanoTime() - start)));
    }

    Finding judge(Duration taken) {
        State state = State.of(taken, limits);
        String found = "The database answers within " + taken.toMillis() + " ms.";
        String message = state == State.OK
                ? found
                : found + " Look at its load, its disk and the network between it and this node.";
        return Finding.of(state, message, Measure.of(taken, limits));
    }
}
