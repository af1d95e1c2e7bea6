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

/** The next and the last scheduled run of each digest. */
@Component
public class DigestSchedules {
    /**
     * The schedule of one digest.
     *
     * @param zone the digest's time zone
     * @param enabled whether this node opens editions on schedule
     * @param nextRun null if no node opens editions on schedule; for a digest sent by time zone, the time in the
     *     first zone
     * @param lastZone when the last zone follows; null if there is only one or no schedule runs
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

    DigestSchedules(Scheduler scheduler, NodeRoles nodeRoles) {
        this.scheduler = scheduler;
        this.nodeRoles = nodeRoles;
    }

    /** Whether this node opens editions on schedule. */
    public boolean enabled() {
        return nodeRoles.clock();
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
