package dev.tidings.edition;

import dev.tidings.database.Timestamps;
import java.time.InstantSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Queries and updates of queued edition work in {@code scheduled_tasks}. */
@Repository
class QueuedTasks {
    private final JdbcClient jdbc;
    private final InstantSource clock;

    QueuedTasks(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Returns the queue position of an edition without chunks. Its chunks alternate with the undelivered chunks of
     * other editions: its first beside their next, its second beside the one after that.
     */
    int assignQueuePosition(String task, long editionId) {
        return jdbc.sql("""
                        update edition
                        set queue_position = (select coalesce(greatest(-max(priority), 0), 0) from scheduled_tasks
                                     where task_name = :task and not picked and execution_time <= :now)
                        where id = :edition
                        returning queue_position
                        """)
                .param("edition", editionId)
                .param("task", task)
                .param("now", Timestamps.toParameter(clock.instant()))
                .query(Integer.class)
                .single();
    }

    /**
     * Whether other work is due and waits for a worker: a task that is not a chunk, or a chunk of another open
     * edition.
     */
    boolean hasOtherWaitingWork(String task, long editionId) {
        return jdbc.sql("""
                        select exists (
                            select from scheduled_tasks where priority > 0 and not picked and execution_time <= :now
                        ) or exists (
                            select from edition e
                            join chunk_progress c on c.edition_id = e.id and c.closed_at is null
                            join scheduled_tasks t on t.task_name = :task and t.task_instance = c.edition_id || '/' || c.number
                            where e.status = 'open' and e.id <> :edition and not t.picked and t.execution_time <= :now)
                        """)
                .param("edition", editionId)
                .param("task", task)
                .param("now", Timestamps.toParameter(clock.instant()))
                .query(Boolean.class)
                .single();
    }

    /** Makes waiting tasks on an edition's chunks due now. */
    void makeDueNow(String task, long editionId) {
        jdbc.sql("""
                        update scheduled_tasks t set execution_time = :now, version = version + 1
                        from chunk_progress c
                        where c.edition_id = :edition and c.owed > 0 and t.task_name = :task
                          and t.task_instance = c.edition_id || '/' || c.number and not t.picked and t.execution_time > :now
                        """)
                .param("edition", editionId)
                .param("task", task)
                .param("now", Timestamps.toParameter(clock.instant()))
                .update();
    }

    /** Makes a waiting task due now. */
    void makeTaskDueNow(String task, String instance) {
        jdbc.sql("""
                        update scheduled_tasks set execution_time = :now, version = version + 1
                        where task_name = :task and task_instance = :instance and not picked and execution_time > :now
                        """)
                .param("task", task)
                .param("instance", instance)
                .param("now", Timestamps.toParameter(clock.instant()))
                .update();
    }
}
