package dev.tidings.edition;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table {@code chunk}: slices of an edition's recipients, with the counts of their letters. */
@Repository
class Chunks {
    /**
     * How far planning has come: the last chunk's number (0 for none) and the last user id in it.
     *
     * @param queuePosition where the edition's first chunk stands in the queue over all editions
     */
    record PlanningProgress(int number, @Nullable String plannedThrough, boolean complete, int queuePosition) {}

    /**
     * @param composed how many of its users are composed; the others come after them
     * @param uncomposed the others, in their order
     * @param owed letters of it that are not settled
     * @param sendBy what of it is still owed after that is too late; null where the edition's says so
     */
    record Chunk(
            long editionId,
            int number,
            int composed,
            List<String> uncomposed,
            int owed,
            @Nullable Instant sendBy) {

        /** It as far as its next users who are not composed. */
        Chunk limitedTo(int users) {
            List<String> next = uncomposed.subList(0, Math.min(users, uncomposed.size()));
            return new Chunk(editionId, number, composed, next, owed, sendBy);
        }
    }

    private final JdbcClient jdbc;
    private final InstantSource clock;

    Chunks(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Where planning stands; the edition's row is locked until the transaction ends. */
    PlanningProgress lockPlanning(long editionId) {
        return jdbc.sql("""
                        select e.last_planned_user_id, e.planned_at is not null as complete, e.queue_position,
                               (select coalesce(max(number), 0) from chunk where edition_id = e.id) as number
                        from edition e where e.id = :edition
                        for update
                        """)
                .param("edition", editionId)
                .query((row, number) -> new PlanningProgress(
                        row.getInt("number"),
                        row.getString("last_planned_user_id"),
                        row.getBoolean("complete"),
                        row.getInt("queue_position")))
                .single();
    }

    /** @param dueAt the wave that the users belong to, or null where the edition has none */
    void add(long editionId, int number, List<String> userIds, @Nullable Instant dueAt) {
        jdbc.sql("""
                        with added as (
                            insert into chunk (edition_id, number, user_ids, due, wave_due_at)
                            values (:edition, :number, :users::text[], cardinality(:users::text[]), :dueAt)
                        )
                        update edition set last_planned_user_id = :last where id = :edition
                        """)
                .param("edition", editionId)
                .param("number", number)
                .param("users", userIds.toArray(String[]::new))
                .param("last", userIds.getLast())
                .param("dueAt", dueAt == null ? null : dueAt.atOffset(ZoneOffset.UTC), Types.TIMESTAMP_WITH_TIMEZONE)
                .update();
    }

    /** Those of the users who are in the edition already. */
    Set<String> membersAmong(long editionId, List<String> userIds) {
        return new HashSet<>(jdbc.sql("""
                        select m.user_id
                        from chunk c cross join lateral unnest(c.user_ids) as m (user_id)
                        where c.edition_id = :edition and c.user_ids && :users::text[] and m.user_id = any (:users::text[])
                        """)
                .param("edition", editionId)
                .param("users", userIds.toArray(String[]::new))
                .query((row, number) -> row.getString("user_id"))
                .list());
    }

    void markPlanned(long editionId) {
        jdbc.sql("update edition set planned_at = :now where id = :edition and planned_at is null")
                .param("edition", editionId)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    Optional<Chunk> find(long editionId, int number) {
        return jdbc.sql("""
                        select c.edition_id, c.number, c.owed, w.send_deadline_at,
                               c.composed_count, c.user_ids[c.composed_count + 1:] as uncomposed
                        from chunk c
                        left join edition_wave w on w.edition_id = c.edition_id and w.due_at = c.wave_due_at
                        where c.edition_id = :edition and c.number = :number
                        """)
                .param("edition", editionId)
                .param("number", number)
                .query(Chunks::row)
                .optional();
    }

    /**
     * Puts an edition that has no chunk yet in line with those that others have still to deliver: its first chunk beside their
     * next, its second beside the one after that. Returns its place.
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
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query(Integer.class)
                .single();
    }

    /** Whether work that is no chunk, or a chunk of another open edition, is due and waits for a worker. */
    boolean hasOtherWaitingWork(String task, long editionId) {
        return jdbc.sql("""
                        select exists (
                            select from scheduled_tasks where priority > 0 and not picked and execution_time <= :now
                        ) or exists (
                            select from edition e
                            join chunk c on c.edition_id = e.id and c.closed_at is null
                            join scheduled_tasks t on t.task_name = :task and t.task_instance = c.edition_id || '/' || c.number
                            where e.status = 'open' and e.id <> :edition and not t.picked and t.execution_time <= :now)
                        """)
                .param("edition", editionId)
                .param("task", task)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query(Boolean.class)
                .single();
    }

    /** Makes waiting tasks on an edition's chunks due now. */
    void makeDueNow(String task, long editionId) {
        jdbc.sql("""
                        update scheduled_tasks t set execution_time = :now, version = version + 1
                        from chunk c
                        where c.edition_id = :edition and c.owed > 0 and t.task_name = :task
                          and t.task_instance = c.edition_id || '/' || c.number and not t.picked and t.execution_time > :now
                        """)
                .param("edition", editionId)
                .param("task", task)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    /**
     * Counts more of a chunk's users as composed; false if another worker has composed any of them meanwhile, or all. The row
     * is locked until the transaction ends.
     *
     * @param composed how many were, and how many are
     */
    boolean markComposed(long editionId, int number, ComposedRange composed) {
        return jdbc.sql("""
                                update chunk set composed_count = :to
                                where edition_id = :edition and number = :number and composed_count = :from
                                """)
                        .param("edition", editionId)
                        .param("number", number)
                        .param("from", composed.from())
                        .param("to", composed.to())
                        .update()
                == 1;
    }

    record ComposedRange(int from, int to) {}

    /** Takes users off the chunk who no longer exist, and are not composed; false if the chunk has moved on since. */
    boolean removeUsers(Chunk chunk, List<String> gone) {
        return jdbc.sql("""
                                update chunk
                                set user_ids = (select coalesce(array_agg(u.id order by u.position), '{}')
                                                from unnest(user_ids) with ordinality as u (id, position)
                                                where u.id <> all (:gone::text[])),
                                    due = due - :count
                                where edition_id = :edition and number = :number and composed_count = :composed
                                """)
                        .param("edition", chunk.editionId())
                        .param("number", chunk.number())
                        .param("composed", chunk.composed())
                        .param("gone", gone.toArray(String[]::new))
                        .param("count", gone.size())
                        .update()
                == 1;
    }

    /** Closes the chunk if it owes nothing; returns whether it is closed. */
    boolean closeIfSettled(long editionId, int number) {
        return jdbc.sql("""
                                update chunk set closed_at = coalesce(closed_at, :now)
                                where edition_id = :edition and number = :number and owed = 0
                                """)
                        .param("edition", editionId)
                        .param("number", number)
                        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    private static Chunk row(ResultSet row, int number) throws SQLException {
        return new Chunk(
                row.getLong("edition_id"),
                row.getInt("number"),
                row.getInt("composed_count"),
                List.of((String[]) row.getArray("uncomposed").getArray()),
                row.getInt("owed"),
                Editions.instant(row, "send_deadline_at"));
    }
}
