package dev.tidings.edition;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import dev.tidings.database.AfterCommit;
import java.time.InstantSource;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Durable work that any node may run: planning an edition, delivering a chunk. A task added in a transaction exists
 * if and only if the transaction commits.
 */
@Component
public class WorkQueue {
    public static final TaskDescriptor<Void> PLAN = TaskDescriptor.of("plan-edition");
    public static final TaskDescriptor<Void> DELIVER = TaskDescriptor.of("deliver-chunk");

    /** The names of all tasks, as in the table {@code scheduled_tasks}. */
    public static final List<String> TASKS = List.of(PLAN.getTaskName(), DELIVER.getTaskName());

    private final ObjectProvider<Scheduler> scheduler;
    private final QueuedTasks tasks;
    private final InstantSource clock;

    WorkQueue(ObjectProvider<Scheduler> scheduler, QueuedTasks tasks, InstantSource clock) {
        this.scheduler = scheduler;
        this.tasks = tasks;
        this.clock = clock;
    }

    void enqueuePlanning(long editionId) {
        add(PLAN.instance(Long.toString(editionId)));
    }

    /** Assigns the queue position of an edition's first chunk beside the next chunks of the editions being sent. */
    int assignQueuePosition(long editionId) {
        return tasks.assignQueuePosition(DELIVER.getTaskName(), editionId);
    }

    /**
     * Queues a chunk. Editions alternate: chunks are taken by position, and all other work comes first.
     *
     * @param position queue position of the edition's first chunk
     */
    void enqueueChunk(long editionId, int chunk, int position) {
        int priority = Math.max(Short.MIN_VALUE, 1 - position - chunk);
        add(DELIVER.instance(editionId + "/" + chunk).priority(priority));
    }

    /** Whether other work than this edition's chunks waits for a worker. */
    boolean hasOtherWaitingWork(long editionId) {
        return tasks.hasOtherWaitingWork(DELIVER.getTaskName(), editionId);
    }

    /** Makes waiting work on an edition, its planning and its chunks, due now. */
    void runNow(long editionId) {
        tasks.makeTaskDueNow(PLAN.getTaskName(), Long.toString(editionId));
        tasks.makeDueNow(DELIVER.getTaskName(), editionId);
        AfterCommit.run(() -> scheduler.getObject().triggerCheckForDueExecutions());
    }

    private void add(TaskInstance.Builder<Void> task) {
        scheduler.getObject().scheduleIfNotExists(task.scheduledTo(clock.instant()));
        AfterCommit.run(() -> scheduler.getObject().triggerCheckForDueExecutions());
    }
}
