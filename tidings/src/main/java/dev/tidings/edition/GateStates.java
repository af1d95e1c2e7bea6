package dev.tidings.edition;

import dev.tidings.database.EnumColumn;
import dev.tidings.database.Timestamps;
import dev.tidings.edition.Edition.EditionStatus;
import java.sql.Types;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * What was decided before the first letter, in the tables {@code edition} and {@code edition_wave}. Each decision is
 * recorded once, whichever node is first. Time spent waiting is added to the deadline of the letters.
 */
@Repository
class GateStates {
    /**
     * @param forced whether an operator decided that the letters leave
     * @param admitted whether the edition was admitted; each wave is admitted by itself
     * @param withoutNumbers whether an operator let it go without the numbers that it waited for
     */
    record GateState(boolean forced, boolean admitted, boolean withoutNumbers) {}

    /** @param due the number of its recipients */
    record PreviousEdition(long id, long due) {}

    private final JdbcClient jdbc;
    private final InstantSource clock;

    GateStates(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    GateState of(long id) {
        return jdbc.sql(
                        "select forced, admitted_at is not null as admitted, without_numbers from edition where id = :id")
                .param("id", id)
                .query((row, number) -> new GateState(
                        row.getBoolean("forced"), row.getBoolean("admitted"), row.getBoolean("without_numbers")))
                .single();
    }

    /**
     * The digest's edition of the latest period before this one's that is planned; empty if it is the first. Without
     * cancelled editions, and those that nobody was planned for or whose letters were pruned.
     */
    Optional<PreviousEdition> previous(long id) {
        return jdbc.sql("""
                        select p.id, c.due
                        from edition e
                        join edition p on p.digest = e.digest and p.period_start < e.period_start
                        cross join lateral (select sum(due) as due from chunk_progress where edition_id = p.id) c
                        where e.id = :id and p.planned_at is not null and p.cancelled_at is null
                          and p.letters_pruned_at is null and c.due > 0
                        order by p.period_start desc
                        limit 1
                        """)
                .param("id", id)
                .query((row, number) -> new PreviousEdition(row.getLong("id"), row.getLong("due")))
                .optional();
    }

    /** Lets an edition's letters leave; false if it was admitted before, or is neither open nor waiting. */
    boolean admit(long id, @Nullable String warning) {
        return jdbc.sql("""
                                update edition
                                set status = 'open', stop_reason = null, admitted_at = :now, warning = :warning,
                                    send_deadline_at = case when status = 'waiting' then send_deadline_at + (:now - waits_since)
                                                            else send_deadline_at end
                                where id = :id and admitted_at is null and planned_at is null and status in ('open', 'waiting')
                                """)
                        .param("id", id)
                        .param("warning", warning, Types.VARCHAR)
                        .param("now", Timestamps.toParameter(clock.instant()))
                        .update()
                == 1;
    }

    /**
     * Lets an edition and its waves leave that were not admitted yet; false if it was forced before, is planned or is
     * closed. A paused or stopped one stays so.
     *
     * @param sendBy the earliest deadline that they get
     */
    boolean force(long id, Instant sendBy) {
        return jdbc.sql("""
                                with halted as (
                                    select id, status in ('waiting', 'held') as halted from edition
                                    where id = :id and not forced and planned_at is null
                                    for update
                                ), forced as (
                                    update edition e
                                    set forced = true, status = case when h.halted then 'open' else e.status end,
                                        stop_reason = case when h.halted then null else e.stop_reason end,
                                        send_deadline_at = greatest(e.send_deadline_at, :sendBy)
                                    from halted h where e.id = h.id
                                    returning e.id
                                ), waves as (
                                    update edition_wave w
                                    set status = null, stop_reason = null, send_deadline_at = greatest(send_deadline_at, :sendBy)
                                    from forced f where w.edition_id = f.id
                                )
                                select count(*) from forced
                                """)
                        .param("id", id)
                        .param("sendBy", Timestamps.toParameter(sendBy))
                        .query(Long.class)
                        .single()
                == 1;
    }

    /** Makes an open edition wait, or updates why it waits; true if this call changed it. */
    boolean await(long id, String reason) {
        return jdbc.sql("""
                                update edition
                                set status = 'waiting', stop_reason = :reason,
                                    waits_since = case when status = 'waiting' then waits_since else :now end
                                where id = :id and admitted_at is null and planned_at is null and not forced
                                  and status in ('open', 'waiting')
                                  and stop_reason is distinct from :reason
                                """)
                        .param("id", id)
                        .param("reason", reason)
                        .param("now", Timestamps.toParameter(clock.instant()))
                        .update()
                == 1;
    }

    /**
     * Makes a wave of an open edition wait for numbers or for an operator, or updates why; true if this call changed it.
     *
     * @param status waiting or held
     */
    boolean haltWave(long id, Instant due, EditionStatus status, String reason) {
        return jdbc.sql("""
                                update edition_wave
                                set status = :status, stop_reason = :reason, waits_since = coalesce(waits_since, :now)
                                where edition_id = :id and due_at = :due and admitted_at is null
                                  and stop_reason is distinct from :reason
                                  and exists (select from edition where id = :id and status = 'open' and not forced)
                                """)
                        .param("id", id)
                        .param("due", Timestamps.toParameter(due))
                        .param("status", EnumColumn.word(status))
                        .param("reason", reason)
                        .param("now", Timestamps.toParameter(clock.instant()))
                        .update()
                == 1;
    }

    /**
     * Lets the held waves of an edition leave; true if there were any.
     *
     * @param sendBy the earliest deadline that they get
     * @param waiting whether waves that wait for numbers leave, too
     */
    boolean releaseWaves(long id, Instant sendBy, boolean waiting) {
        return jdbc.sql("""
                                update edition_wave
                                set status = null, stop_reason = null, admitted_at = :now,
                                    send_deadline_at = greatest(send_deadline_at, :sendBy)
                                where edition_id = :id and (status = 'held' or status = 'waiting' and :waiting)
                                  and exists (select from edition where id = :id and planned_at is null)
                                """)
                        .param("id", id)
                        .param("sendBy", Timestamps.toParameter(sendBy))
                        .param("waiting", waiting)
                        .param("now", Timestamps.toParameter(clock.instant()))
                        .update()
                > 0;
    }

    /** Lets a wave's letters leave, unless it was admitted before or the edition is not open. */
    void admitWave(long id, Instant due) {
        jdbc.sql("""
                        update edition_wave w
                        set status = null, stop_reason = null, admitted_at = :now,
                            send_deadline_at = case when status = 'waiting' then send_deadline_at + (:now - waits_since)
                                                    else send_deadline_at end
                        where edition_id = :id and due_at = :due and admitted_at is null
                          and exists (select from edition where id = :id and status = 'open')
                        """)
                .param("id", id)
                .param("due", Timestamps.toParameter(due))
                .param("now", Timestamps.toParameter(clock.instant()))
                .update();
    }

    /**
     * Holds an edition; false if it was admitted before, is neither open nor waiting, or an operator let it go.
     *
     * @param waveDue the wave that was judged, which must not be admitted yet; null if the edition was judged
     */
    boolean hold(long id, @Nullable Instant waveDue, String reason) {
        return jdbc.sql("""
                                update edition e
                                set status = 'held', stop_reason = :reason,
                                    waits_since = case when status = 'waiting' then waits_since else :now end
                                where id = :id and status in ('open', 'waiting') and not forced and planned_at is null
                                  and (case when :due::timestamptz is null then admitted_at is null
                                            else exists (select from edition_wave w
                                                         where w.edition_id = e.id and w.due_at = :due and w.admitted_at is null)
                                       end)
                                """)
                        .param("id", id)
                        .param(
                                "due",
                                waveDue == null ? null : Timestamps.toParameter(waveDue),
                                Types.TIMESTAMP_WITH_TIMEZONE)
                        .param("reason", reason)
                        .param("now", Timestamps.toParameter(clock.instant()))
                        .update()
                == 1;
    }
}
