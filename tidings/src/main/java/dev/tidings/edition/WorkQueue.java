package dev.tidings.edition;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Work that survives a restart and that any node may pick up: planning an edition, delivering a chunk. What is added in a
 * transaction is there if, and only if, the transaction commits.
 */
@Component
public class WorkQueue {
    public static final TaskDescriptor<Void> PLAN = TaskDescriptor.of("plan-edition");
    public static final TaskDescriptor<Void> DELIVER = TaskDescriptor.of("deliver-chunk");

    /** The names of all work, as the table {@code scheduled_tasks} has them. */
    public static final List<String> TASKS = List.of(PLAN.getTaskName(), DELIVER.getTaskName());

    private final ObjectProvider<Scheduler> scheduler;
    private final Chunks chunks;
    private final InstantSource clock;

    WorkQueue(ObjectProvider<Scheduler> scheduler, Chunks chunks, InstantSource clock) {
        this.scheduler = scheduler;
        this.chunks = chunks;
        this.clock = clock;
    }

    void plan(long editionId) {
        add(PLAN, Long.toString(editionId));
    }

    void deliver(long editionId, int chunk) {
        add(DELIVER, editionId + "/" + chunk);
    }

    /** Moves waiting work on an edition's chunks to now. */
    void hurry(long editionId) {
        chunks.wake(DELIVER.getTaskName(), editionId);
        scheduler.getObject().triggerCheckForDueExecutions();
    }

    private void add(TaskDescriptor<Void> task, String id) {
        Instant now = clock.instant();
        scheduler.getObject().scheduleIfNotExists(task.instance(id).scheduledTo(now));
        whenCommitted(() -> scheduler.getObject().triggerCheckForDueExecutions());
    }

    private static void whenCommitted(Runnable action) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            action.run();
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                action.run();
            }
        });
    }
}
