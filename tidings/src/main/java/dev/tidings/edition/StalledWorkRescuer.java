package dev.tidings.edition;

import dev.tidings.ledger.Deliveries;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Rescues editions that have remaining work but no task for it: the task table was restored or edited by hand, or a
 * last step was lost. The scheduler itself revives work that has a task.
 */
@Repository
public class StalledWorkRescuer {
    private static final Logger log = LoggerFactory.getLogger(StalledWorkRescuer.class);

    private record UnqueuedChunk(long edition, int number, int queuePosition) {}

    private static final String READABLE = EditionRowMapper.readable("e");

    private final JdbcClient jdbc;
    private final Editions editions;
    private final WorkQueue work;
    private final Deliveries deliveries;

    StalledWorkRescuer(JdbcClient jdbc, Editions editions, WorkQueue work, Deliveries deliveries) {
        this.jdbc = jdbc;
        this.editions = editions;
        this.work = work;
        this.deliveries = deliveries;
    }

    /**
     * Queues the planning of readable editions that are not planned and have no task for it; returns their ids. An
     * edition whose row cannot be read has no work until the row is corrected.
     */
    public List<Long> requeuePlanning() {
        List<Long> unplanned = jdbc.sql("""
                        select e.id from edition e
                        where e.status <> 'closed' and e.planned_at is null and %s
                          and not exists (select from scheduled_tasks t
                                          where t.task_name = :task and t.task_instance = e.id::text)
                        order by e.id
                        """.formatted(READABLE))
                .param("task", WorkQueue.PLAN.getTaskName())
                .query((row, number) -> row.getLong("id"))
                .list();
        unplanned.forEach(work::enqueuePlanning);
        return unplanned;
    }

    /**
     * Queues unsettled chunks that have no task; returns how many. Chunks that owe only parked letters are left out, and
     * those of editions whose rows cannot be read.
     */
    public int requeueChunks() {
        return enqueue(jdbc.sql("""
                        select c.edition_id, c.number, e.queue_position
                        from chunk_progress c join edition e on e.id = c.edition_id
                        where e.status <> 'closed' and c.closed_at is null and (c.owed = 0 or c.owed > c.parked) and %s
                          and not exists (select from scheduled_tasks t
                                          where t.task_name = :task and t.task_instance = c.edition_id || '/' || c.number)
                        order by c.edition_id, c.number
                        """.formatted(READABLE))
                .param("task", WorkQueue.DELIVER.getTaskName())
                .query(StalledWorkRescuer::row)
                .list());
    }

    /** Queues an edition's unsettled chunks that have no task, including those that owe only parked letters. */
    void requeueChunks(long editionId) {
        enqueue(jdbc.sql("""
                        select c.edition_id, c.number, e.queue_position
                        from chunk_progress c join edition e on e.id = c.edition_id
                        where e.id = :edition and e.status <> 'closed' and c.closed_at is null and %s
                          and not exists (select from scheduled_tasks t
                                          where t.task_name = :task and t.task_instance = c.edition_id || '/' || c.number)
                        order by c.number
                        """.formatted(READABLE))
                .param("edition", editionId)
                .param("task", WorkQueue.DELIVER.getTaskName())
                .query(StalledWorkRescuer::row)
                .list());
    }

    private int enqueue(List<UnqueuedChunk> chunks) {
        chunks.forEach(chunk -> work.enqueueChunk(chunk.edition(), chunk.number(), chunk.queuePosition()));
        return chunks.size();
    }

    private static UnqueuedChunk row(ResultSet row, int number) throws SQLException {
        return new UnqueuedChunk(row.getLong("edition_id"), row.getInt("number"), row.getInt("queue_position"));
    }

    /** Makes deferred letters due now that another clock deferred for longer than any delay. */
    public void limitDelays(Instant now) {
        deliveries.limitDelays(now);
    }

    /** Closes readable open editions that are planned and owe nothing; returns their ids. */
    public List<Long> closeSettled() {
        List<Long> settled = jdbc.sql("""
                        select e.id from edition e
                        where e.status = 'open' and e.planned_at is not null and %s
                          and not exists (select from chunk_progress c where c.edition_id = e.id and c.closed_at is null)
                        order by e.id
                        """.formatted(READABLE))
                .query((row, number) -> row.getLong("id"))
                .list();
        List<Long> closed = settled.stream().filter(editions::closeIfSettled).toList();
        closed.forEach(id -> log.info("edition {} closed", id));
        return closed;
    }
}
