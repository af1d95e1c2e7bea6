package dev.tidings.health;

import dev.tidings.alerting.Severity;
import dev.tidings.digest.Thresholds;
import dev.tidings.edition.WorkQueue;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Checks that nodes execute due work. */
final class SchedulerCheck implements HealthCheck {
    private static final List<String> TASKS = Stream.concat(
                    Stream.of(MaintenanceJob.TASK_NAME), WorkQueue.TASKS.stream())
            .toList();

    private final ScheduledTasks tasks;
    private final Thresholds<Duration> limits;
    private final InstantSource clock;

    SchedulerCheck(ScheduledTasks tasks, Thresholds<Duration> limits, InstantSource clock) {
        this.tasks = tasks;
        this.limits = limits;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "scheduler";
    }

    @Override
    public List<CheckFinding> run() {
        Instant now = clock.instant();
        Optional<Instant> silent = tasks.silentSince(TASKS, now);
        Duration waiting = silent.map(since -> Duration.between(since, now))
                .filter(d -> !d.isNegative())
                .orElse(Duration.ZERO);
        Severity state = Severity.of(waiting, limits);
        String message = state == Severity.OK
                ? "No due work waits for a node."
                : "Work has been due for " + DurationText.of(waiting) + " and no node executes it. "
                        + "Look at the nodes' logs, then restart them: nothing is lost, and nothing goes out twice.";
        return List.of(CheckFinding.of(state, message, Measure.of(waiting, limits)));
    }
}
