package dev.tidings.schedule;

import com.github.kagkarlsson.scheduler.Scheduler;
import dev.tidings.database.ClockStep;
import dev.tidings.database.DatabaseClock;
import dev.tidings.edition.StalledWorkRescuer;
import dev.tidings.schedule.TaskTimes.Activity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Restores the intended length of waits when the database's clock steps. Each node that notices the step does the same;
 * doing it twice is harmless. Tasks at a time of day keep their time.
 */
@Component
class ClockStepRecovery {
    private static final Logger log = LoggerFactory.getLogger(ClockStepRecovery.class);

    private final TaskTimes tasks;
    private final TaskDefinitions definitions;
    private final StalledWorkRescuer rescuer;

    ClockStepRecovery(
            DatabaseClock clock,
            ObjectProvider<Scheduler> scheduler,
            TaskTimes tasks,
            TaskDefinitions definitions,
            StalledWorkRescuer rescuer) {
        this.tasks = tasks;
        this.definitions = definitions;
        this.rescuer = rescuer;
        clock.onStep(this::recover);
        // The scheduler waits for its next poll by this clock.
        clock.afterStep(() -> scheduler.getObject().triggerCheckForDueExecutions());
    }

    /**
     * Does the same for a step back while no node ran: nodes have recorded times that the clock does not show yet. Called
     * before this node's scheduler starts.
     */
    void recoverFromStepWhileStopped() {
        Activity recorded = tasks.activity();
        Instant now = recorded.now();
        if (recorded.latest() != null && recorded.latest().isAfter(now.plus(DatabaseClock.LEAST_STEP))) {
            ClockStep step = new ClockStep(Duration.between(recorded.latest(), now), now, 0);
            log.warn("the database's clock {} or more while this node did not run", step.description());
            recover(step);
            tasks.limitRecordedRuns(now);
        }
    }

    /**
     * After a step forward, all workers look dead until their next heartbeat. After a step back, work waits for times
     * that another clock set.
     */
    void recover(ClockStep step) {
        tasks.renewHeartbeats(step.now());
        if (step.isBack()) {
            List<String> relative = definitions.tasksAfterDelay();
            tasks.makeDueNow(relative, step.now());
            rescuer.limitDelays(step.now());
        }
    }
}
