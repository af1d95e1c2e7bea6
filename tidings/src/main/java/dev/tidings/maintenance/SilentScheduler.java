package dev.tidings.maintenance;

import dev.tidings.digest.Limits;
import dev.tidings.edition.WorkQueue;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether some node takes the work that is due. */
final class SilentScheduler implements HealthCheck {
    private static final List<String> TASKS =
            Stream.concat(Stream.of(Maintenance.JOB), WorkQueue.TASKS.stream()).toList();

    private final HouseSoundings soundings;
    private final Limits<Duration> limits;
    private final InstantSource clock;

    SilentScheduler(HouseSoundings soundings, Limits<Duration> limits, InstantSource clock) {
        this.soundings = soundings;
        this.limits = limits;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "scheduler";
    }

    @Override
    public List<Finding> look() {
        Instant now = clock.instant();
        Optional<Instant> silent = soundings.schedulerSilentSince(TASKS, now);
        Duration waiting = silent.map(since -> Duration.between(since, now))
                .filter(d -> !d.isNegative())
                .orElse(Duration.ZERO);
        State state = State.of(waiting, limits);
        String message = state == State.OK
                ? "Work that is due is taken."
                : "Work has been due for " + Spoken.time(waiting) + " and no node takes it. "
                        + "Look at the nodes' logs, then restart them: nothing is lost, and nothing goes out twice.";
        return List.of(Finding.of(state, message, Measure.of(waiting, limits)));
    }
}
