package dev.tidings.schedule;

import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.schedule.Schedule;
import dev.tidings.digest.Cadence;
import java.time.Instant;

/**
 * Adapts a cadence to db-scheduler. The next run after any run, however late, is the next scheduled time in the
 * future.
 */
record CadenceSchedule(Cadence cadence) implements Schedule {
    @Override
    public Instant getNextExecutionTime(ExecutionComplete complete) {
        return cadence.nextAfter(complete.getTimeDone());
    }

    @Override
    public Instant getInitialExecutionTime(Instant now) {
        return cadence.nextAfter(now);
    }

    @Override
    public boolean isDeterministic() {
        return true;
    }
}
