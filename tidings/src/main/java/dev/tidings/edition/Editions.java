package dev.tidings.edition;

import dev.tidings.database.EnumColumn;
import dev.tidings.database.Timestamps;
import dev.tidings.digest.DigestPeriod;
import dev.tidings.digest.Wave;
import dev.tidings.edition.Edition.EditionStatus;
import dev.tidings.edition.Edition.OpenedBy;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table {@code edition} with the sums of its chunks from the ledger's view {@code chunk_progress}. */
@Repository
public class Editions {
    private static final String SELECT = """
            select e.*, c.due, c.sent, c.skipped, c.error, c.owed
            from edition e
            cross join lateral (
                select coalesce(sum(due), 0) as due, coalesce(sum(sent), 0) as sent,
                       coalesce(sum(skipped), 0) as skipped, coalesce(sum(error), 0) as error,
                       coalesce(sum(owed), 0) as owed
                from chunk_progress where edition_id = e.id
            ) c
            """;

    private final JdbcClient jdbc;
    private final InstantSource clock;

    Editions(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @throws EditionNotReadable if its row cannot be read */
    public Optional<Edition> find(long id) {
        return jdbc.sql(SELECT + "where e.id = :id")
                .param("id", id)
                .query(EditionRowMapper::requireReadable)
                .optional();
    }

    /** @throws EditionNotReadable if its row cannot be read */
    public Optional<Edition> find(String digest, DigestPeriod period) {
        return jdbc.sql(SELECT + "where e.digest = :digest and e.period_start = :start and e.period_end = :end")
                .param("digest", digest)
                .param("start", period.start())
                .param("end", period.end())
                .query(EditionRowMapper::requireReadable)
                .optional();
    }

    /** The digest's newest edition that can be read. */
    public Optional<Edition> newest(String digest) {
        return jdbc.sql(SELECT + "where e.digest = :digest and " + EditionRowMapper.readable("e")
                        + "order by e.id desc limit 1")
                .param("digest", digest)
                .query(EditionRowMapper::requireReadable)
                .optional();
    }

    /**
     * The newest editions first, with those that cannot be read.
     *
     * @param digest only this digest's, or null for all
     * @param status only those in this status, or null for all
     * @param before only editions with a smaller id, or null to begin with the newest
     */
    public List<ListedEdition> list(
            @Nullable String digest, @Nullable EditionStatus status, @Nullable Long before, int limit) {
        return jdbc.sql(SELECT + """
                                where (:digest::text is null or e.digest = :digest)
                                  and (:status::text is null or e.status = :status)
                                  and (:before::bigint is null or e.id < :before)
                                order by e.id desc
                                limit :limit
                                """)
                .param("digest", digest)
                .param("status", status == null ? null : EnumColumn.word(status))
                .param("before", before)
                .param("limit", limit)
                .query(EditionRowMapper::map)
                .list();
    }

    /** Every edition that is not closed, by id, with those that cannot be read. */
    public List<ListedEdition> notClosed() {
        return jdbc.sql(SELECT + "where e.status <> 'closed' order by e.id")
                .query(EditionRowMapper::map)
                .list();
    }

    /** Adds the edition and returns its id; empty if the digest has one for the period. */
    Optional<Long> add(String digest, DigestPeriod period, OpenedBy openedBy, EditionSpec spec) {
        return jdbc.sql("""
                        insert into edition (digest, period_start, period_end, opened_by, transport, template_version, content_version,
                                             send_deadline_at, forced, opened_at)
                        values (:digest, :start, :end, :openedBy, :transport, :templateVersion, :contentVersion, :sendBy,
                                :forced, :now)
                        on conflict (digest, period_start, period_end) do nothing
                        returning id
                        """)
                .param("digest", digest)
                .param("start", period.start())
                .param("end", period.end())
                .param("openedBy", EnumColumn.word(openedBy))
                .param("transport", spec.transport())
                .param("templateVersion", spec.templateVersion())
                .param("contentVersion", spec.contentVersion())
                .param("sendBy", Timestamps.toParameter(spec.sendBy()))
                .param("forced", spec.forced())
                .param("now", Timestamps.toParameter(clock.instant()))
                .query(Long.class)
                .optional();
    }

    /**
     * Whether an older edition of the same digest is still being sent. False while that edition owes nothing before
     * its next wave, owes only parked or retried letters, or cannot be read.
     */
    boolean waitsForEarlierEdition(long id) {
        return jdbc.sql("""
                        select exists (
                            select from edition older join edition e on e.digest = older.digest
                            where e.id = :id and older.id < e.id and older.status = 'open' and %s
                              and (exists (select from chunk_progress where edition_id = older.id and owed > parked + retried)
                                   or older.planned_at is null
                                      and not exists (select from edition_wave where edition_id = older.id and due_at > :now)))
                        """.formatted(EditionRowMapper.readable("older")))
                .param("id", id)
                .param("now", Timestamps.toParameter(clock.instant()))
                .query((row, number) -> row.getBoolean(1))
                .single();
    }

    /** Returns the next wave of an open edition that goes out by time zone; empty for any other. */
    public Optional<Wave> nextWave(long id) {
        return jdbc.sql("""
                        select w.due_at, w.zones
                        from edition_wave w join edition e on e.id = w.edition_id
                        where e.id = :id and e.planned_at is null and w.planned_at is null
                        order by w.due_at
                        limit 1
                        """)
                .param("id", id)
                .query((row, number) -> new Wave(Timestamps.read(row, "due_at"), List.of((String[])
                        row.getArray("zones").getArray())))
                .optional();
    }

    /** Pauses an open or waiting edition; false if it was neither or is cancelled. */
    boolean pause(long id) {
        return jdbc.sql("""
                                update edition set status = 'paused', stop_reason = null
                                where id = :id and status in ('open', 'waiting') and cancelled_at is null
                                """).param("id", id).update() == 1;
    }

    /** Ends planning and marks the edition as cancelled; false if it was closed or cancelled before. */
    boolean cancel(long id) {
        return jdbc.sql("""
                                update edition
                                set status = 'open', stop_reason = null, cancelled_at = :now,
                                    planned_at = coalesce(planned_at, :now)
                                where id = :id and status <> 'closed' and cancelled_at is null
                                """)
                        .param("id", id)
                        .param("now", Timestamps.toParameter(clock.instant()))
                        .update()
                == 1;
    }

    /** False if the edition is closed. */
    boolean setRate(long id, @Nullable Integer rate) {
        String sql = "update edition set letters_per_second = :rate where id = :id and status <> 'closed'";
        return jdbc.sql(sql).param("id", id).param("rate", rate).update() == 1;
    }

    /** Stops an open edition; false if it was not open, or is cancelled. */
    boolean stop(long id, String reason) {
        return jdbc.sql("""
                                update edition set status = 'stopped', stop_reason = :reason
                                where id = :id and status = 'open' and cancelled_at is null
                                """).param("id", id).param("reason", reason).update() == 1;
    }

    /**
     * Opens an edition again that is not open; false if it is open or closed. One that waits or is held is not checked
     * again before its first letter.
     *
     * @param sendBy the earliest deadline that it gets
     */
    boolean resume(long id, Instant sendBy) {
        return jdbc.sql("""
                                with resumed as (
                                    update edition set status = 'open', stop_reason = null,
                                        without_numbers = without_numbers or status = 'waiting',
                                        forced = forced or status = 'held' and (canary is not null or exists (
                                            select from edition_wave w where w.edition_id = edition.id)),
                                        admitted_at = case when status = 'held' then :now else admitted_at end,
                                        send_deadline_at = greatest(send_deadline_at, :sendBy)
                                    where id = :id and status in ('waiting', 'held', 'stopped', 'paused')
                                    returning id
                                ), extended as (
                                    update edition_wave w set send_deadline_at = greatest(w.send_deadline_at, :sendBy)
                                    from resumed r where w.edition_id = r.id
                                )
                                select count(*) from resumed
                                """)
                        .param("sendBy", Timestamps.toParameter(sendBy))
                        .param("now", Timestamps.toParameter(clock.instant()))
                        .param("id", id)
                        .query(Long.class)
                        .single()
                == 1;
    }

    /** Locks an edition until the transaction ends. Returns whether it exists and is not cancelled. */
    boolean lockUncancelled(long id) {
        return jdbc.sql("select id from edition where id = :id and cancelled_at is null for update")
                .param("id", id)
                .query(Long.class)
                .optional()
                .isPresent();
    }

    /** Opens a closed edition again if it owes letters and is not cancelled; true if this call opened it. */
    boolean reopenIfOwing(long id) {
        return jdbc.sql("""
                                update edition set status = 'open', closed_at = null
                                where id = :id and status = 'closed' and cancelled_at is null
                                  and exists (select from chunk_progress where edition_id = :id and owed > 0)
                                """).param("id", id).update() == 1;
    }

    /** Closes the edition if it is planned and nothing is owed, also by a retry meanwhile; true if this call closed it. */
    boolean closeIfSettled(long id) {
        String sql = """
                update edition set status = 'closed', closed_at = :now
                where id = :id and status = 'open' and planned_at is not null
                  and not exists (select from chunk_progress where edition_id = :id and owed > 0)
                """;
        Object now = Timestamps.toParameter(clock.instant());
        return jdbc.sql(sql).param("id", id).param("now", now).update() == 1 && !reopenIfOwing(id);
    }
}
