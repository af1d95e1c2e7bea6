package dev.tidings.schedule;

import com.github.kagkarlsson.scheduler.Scheduler;
import dev.tidings.database.ClockStep;
import dev.tidings.database.DatabaseClock;
import dev.tidings.edition.StalledWorkRescuer;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Restores the intended length of waits when the database's clock steps. Each node that notices the step does the same;
 * doing it twice is harmless. Tasks at a time of day keep their time.
 */
@Component
class ClockStepRecovery {
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
