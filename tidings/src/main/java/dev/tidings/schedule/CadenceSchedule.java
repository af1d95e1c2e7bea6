package dev.tidings.schedule;

import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.schedule.Schedule;
import dev.tidings.digest.Cadence;
import java.time.Instant;

/** A cadence as db-scheduler asks for it: after a run, however late it was, the next moment that is still to come. */
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
