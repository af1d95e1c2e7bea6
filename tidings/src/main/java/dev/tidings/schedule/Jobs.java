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

/** All scheduled jobs: last run, next run, and running one now. */
@Component
public class Jobs {
    private static final Logger log = LoggerFactory.getLogger(Jobs.class);

    /**
     * One job, whichever node runs it.
     *
     * @param id its task name in {@code scheduled_tasks}
     * @param name display name
     * @param nextRun null if no node runs it on schedule
     * @param lastSuccess when it last succeeded, or null
     * @param lastFailure when it last failed, or null
     * @param failures number of consecutive failures
     * @param running whether a node is running it
     */
    public record Job(
            String id,
            String name,
            @Nullable Instant nextRun,
            @Nullable Instant lastSuccess,
            @Nullable Instant lastFailure,
            int failures,
            boolean running) {

        /** End of the last run, successful or not; null before the first run. */
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

    Jobs(Scheduler scheduler, TaskDefinitions tasks, DigestCatalog digests, NodeRoles nodeRoles, InstantSource clock) {
        this.scheduler = scheduler;
        this.tasks = tasks;
        this.digests = digests;
        this.nodeRoles = nodeRoles;
        this.clock = clock;
    }

    /** Whether this node does scheduled work. */
    public boolean running() {
        return scheduler.getSchedulerState().isStarted()
                && !scheduler.getSchedulerState().isShuttingDown();
    }

    /** Whether this node opens editions on schedule ({@code ENABLE_SCHEDULER}). */
    public boolean clockEnabled() {
        return nodeRoles.clock();
    }

    /** All jobs, digests first. */
    public List<Job> all() {
        return names().map(this::job).toList();
    }

    public Optional<Job> find(String id) {
        return names().filter(id::equals).findFirst().map(this::job);
    }

    /**
     * Runs the job within about a second on any node. The next scheduled run stays unchanged.
     *
     * @return the job's current state; empty if there is no such id or no node runs it on schedule
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
            log.info("job {} scheduled to run now", id);
        } catch (TaskInstanceCurrentlyExecutingException e) {
            log.info("job {} already running", id);
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

    /** The digest whose editions the job opens; empty for any other job. */
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
