package dev.tidings.schedule;

import com.github.kagkarlsson.scheduler.ScheduledExecution;
import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceCurrentlyExecutingException;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import dev.tidings.digest.Digest;
import dev.tidings.digest.DigestCatalog;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Everything that runs on a clock: when it ran, when it runs next, and the wish to run it now. */
@Component
public class Jobs {
    private static final Logger log = LoggerFactory.getLogger(Jobs.class);

    /**
     * One of them, whichever node runs it.
     *
     * @param id its name in the table of tasks
     * @param name in words
     * @param nextRun null where no node's clock runs it
     * @param lastSuccess when it last ended well, or null
     * @param lastFailure when it last failed, or null
     * @param failures how many times in a row it has failed
     * @param running whether some node is at it
     */
    public record Job(
            String id,
            String name,
            @Nullable Instant nextRun,
            @Nullable Instant lastSuccess,
            @Nullable Instant lastFailure,
            int failures,
            boolean running) {

        /** When it last ended, well or not; null before its first run. */
        public @Nullable Instant lastRun() {
            return failed() ? lastFailure : lastSuccess;
        }

        /** Whether its last run failed. */
        public boolean failed() {
            return lastFailure != null && (lastSuccess == null || lastFailure.isAfter(lastSuccess));
        }
    }

    private final Scheduler scheduler;
    private final TaskDefinitions tasks;
    private final DigestCatalog digests;
    private final NodeRoles nodeRoles;
    private final InstantSource clock;

    Jobs(Scheduler scheduler, TaskDefinitions clockwork, DigestCatalog digests, NodeRoles duties, InstantSource clock) {
        this.scheduler = scheduler;
        this.tasks = clockwork;
        this.digests = digests;
        this.nodeRoles = duties;
        this.clock = clock;
    }

    /** Whether this node does scheduled work at all. */
    public boolean running() {
        return scheduler.getSchedulerState().isStarted()
                && !scheduler.getSchedulerState().isShuttingDown();
    }

    /** Whether this node's clock opens editions ({@code ENABLE_SCHEDULER}). */
    public boolean clockEnabled() {
        return nodeRoles.clock();
    }

    /** All of them, digests first. */
    public List<Job> all() {
        return names().map(this::job).toList();
    }

    public Optional<Job> find(String id) {
        return names().filter(id::equals).findFirst().map(this::job);
    }

    /**
     * Lets it run within a second or so, on whichever node takes it; its next run comes after that as ever.
     *
     * @return the job as it stands now; empty if there is none with this id, or no node's clock runs it
     */
    public Optional<Job> runNow(String id) {
        return find(id).filter(job -> job.nextRun() != null).map(job -> {
            if (!job.running()) {
                reschedule(id);
            }
            return job(id);
        });
    }

    private void reschedule(String id) {
        try {
            scheduler.reschedule(instance(id), clock.instant());
            scheduler.triggerCheckForDueExecutions();
            log.info("job {} runs now, as was asked", id);
        } catch (TaskInstanceCurrentlyExecutingException e) {
            log.info("job {} was asked for while it began to run", id);
        }
    }

    private Stream<String> names() {
        return Stream.concat(tasks.clockTasks().stream(), tasks.maintenanceTasks().stream())
                .map(RecurringTask::getName);
    }

    private Job job(String id) {
        Optional<ScheduledExecution<Object>> execution = scheduler.getScheduledExecution(instance(id));
        return new Job(
                id,
                displayName(id),
                execution.map(ScheduledExecution::getExecutionTime).orElse(null),
                execution.map(ScheduledExecution::getLastSuccess).orElse(null),
                execution.map(ScheduledExecution::getLastFailure).orElse(null),
                execution.map(ScheduledExecution::getConsecutiveFailures).orElse(0),
                execution.map(ScheduledExecution::isPicked).orElse(false));
    }

    private static TaskInstanceId instance(String id) {
        return TaskInstanceId.of(id, RecurringTask.INSTANCE);
    }

    /** The digest whose editions the job opens; empty if it does something else. */
    public Optional<Digest> digestOf(String id) {
        return digests.all().stream()
                .filter(digest -> TaskDefinitions.taskName(digest).equals(id))
                .findFirst();
    }

    private String displayName(String id) {
        return digestOf(id)
                .map(Digest::title)
                .orElseGet(() ->
                        Character.toUpperCase(id.charAt(0)) + id.substring(1).replace('-', ' '));
    }
}
