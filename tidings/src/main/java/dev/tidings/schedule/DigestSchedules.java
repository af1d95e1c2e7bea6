package dev.tidings.schedule;

import com.github.kagkarlsson.scheduler.ScheduledExecution;
import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import dev.tidings.digest.Cadence;
import dev.tidings.digest.Digest;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** When each digest goes out next, and when the clock last ran for it. */
@Component
public class DigestSchedules {
    /**
     * @param zone the digest's own
     * @param enabled whether this node's clock runs
     * @param nextRun null while no clock runs; in the first zone, where each recipient has their own
     * @param lastZone when the last zone follows; null where there is one, or no clock runs
     * @param lastRun null before the first run
     */
    public record DigestSchedule(
            String digest,
            ZoneId zone,
            boolean enabled,
            @Nullable Instant nextRun,
            @Nullable Instant lastZone,
            @Nullable Instant lastRun) {}

    private final Scheduler scheduler;
    private final NodeRoles nodeRoles;

    DigestSchedules(Scheduler scheduler, NodeRoles duties) {
        this.scheduler = scheduler;
        this.nodeRoles = duties;
    }

    public DigestSchedule scheduleOf(Digest digest) {
        Optional<ScheduledExecution<Object>> execution = scheduler.getScheduledExecution(
                TaskInstanceId.of(TaskDefinitions.taskName(digest), RecurringTask.INSTANCE));
        Cadence cadence = digest.cadence();
        Instant next = nodeRoles.clock()
                ? execution.map(ScheduledExecution::getExecutionTime).orElse(null)
                : null;
        return new DigestSchedule(
                digest.name(),
                cadence.referenceZone(),
                nodeRoles.clock(),
                next,
                next == null || !cadence.perRecipient()
                        ? null
                        : cadence.waves(cadence.lastPeriod(next)).getLast().due(),
                execution.map(ScheduledExecution::getLastSuccess).orElse(null));
    }
}
