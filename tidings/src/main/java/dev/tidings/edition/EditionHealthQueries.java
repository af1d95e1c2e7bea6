package dev.tidings.edition;

import dev.tidings.database.EnumColumn;
import dev.tidings.database.SystemPool;
import dev.tidings.database.Timestamps;
import dev.tidings.digest.DigestPeriod;
import dev.tidings.edition.Edition.EditionStatus;
import dev.tidings.ledger.LedgerHealthQueries.BegunPart;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** Reads the table {@code edition} for health checks, over their own connection pool. */
@Repository
public class EditionHealthQueries {
    /**
     * @param planned whether every recipient is known
     * @param pausedOrCancelled whether an operator paused or cancelled it
     * @param begunAt when its letters could leave: when it was opened, or admitted, resumed or retried after that
     * @param halted whether it, or one of its waves, waits for numbers or is held, or its others wait after a sample
     * @param reason why it is stopped, held or waiting, or null
     * @param readable whether its row can be read
     */
    public record EditionState(
            long id,
            String digest,
            String transport,
            Instant begunAt,
            boolean planned,
            boolean pausedOrCancelled,
            boolean halted,
            @Nullable String reason,
            boolean readable) {}

    /**
     * An edition, or a part of it, whose first letter has not left.
     *
     * @param reason why it waits or is held
     */
    public record HaltedEdition(long id, String digest, String reason, Instant since) {}

    private static final String READABLE = EditionRowMapper.readable("e");

    /** With waves, the first wave's letters could leave when it was admitted. A sample's end lets the others begin. */
    private static final String BEGUN_AT = """
            greatest(e.opened_at, e.admitted_at, e.canary_since,
                     (select min(w.admitted_at) from edition_wave w where w.edition_id = e.id))""";

    private static final String SELECT = """
            select id, digest, transport, %s as begun_at, planned_at is not null as planned,
                   stop_reason,
                   status = 'paused' or cancelled_at is not null as paused_or_cancelled,
                   status in ('waiting', 'held') or canary = 'waiting' and canary_since is not null
                       or exists (select from edition_wave w where w.edition_id = e.id and w.status is not null) as halted,
                   %s as readable
            from edition e
            """.formatted(BEGUN_AT, READABLE);

    /** The unreadable editions that a check tells; more need the same cure. */
    private static final int MAX_UNREADABLE = 20;

    private final SystemPool connection;

    EditionHealthQueries(SystemPool connection) {
        this.connection = connection;
    }

    public Optional<EditionState> find(String digest, DigestPeriod period) {
        return connection
                .jdbc()
                .sql(SELECT + "where digest = :digest and period_start = :start and period_end = :end")
                .param("digest", digest)
                .param("start", period.start())
                .param("end", period.end())
                .query((row, number) -> state(row))
                .optional();
    }

    /**
     * The parts of open and paused editions, without waves that are held or waiting, and without unreadable editions. The
     * letters of a wave that waited could leave when it was admitted; those beside a sample, after it.
     */
    public List<BegunPart> begunParts() {
        return connection
                .jdbc()
                .sql("""
                        select e.id, w.due_at,
                               greatest(%s, w.due_at, case when w.waits_since is not null then w.admitted_at end,
                                        w.canary_since) as begun_at
                        from edition e left join edition_wave w on w.edition_id = e.id
                        where e.status in ('open', 'paused') and w.status is null and %s
                        """.formatted(BEGUN_AT, READABLE))
                .query((row, number) -> new BegunPart(
                        row.getLong("id"), Timestamps.readNullable(row, "due_at"), Timestamps.read(row, "begun_at")))
                .list();
    }

    public List<EditionState> stopped() {
        return connection
                .jdbc()
                .sql(SELECT + "where status = 'stopped' order by id")
                .query((row, number) -> state(row))
                .list();
    }

    /**
     * Editions in this status, and one row for each of their waves that is.
     *
     * @param status waiting or held
     */
    public List<HaltedEdition> halted(EditionStatus status) {
        return connection
                .jdbc()
                .sql("""
                        select id, digest, stop_reason, waits_since from edition where status = :status
                        union all
                        select e.id, e.digest, w.stop_reason, w.waits_since
                        from edition e join edition_wave w on w.edition_id = e.id
                        where e.status <> 'closed' and e.planned_at is null and w.status = :status
                        order by id, waits_since
                        """)
                .param("status", EnumColumn.word(status))
                .query((row, number) -> new HaltedEdition(
                        row.getLong("id"),
                        row.getString("digest"),
                        row.getString("stop_reason"),
                        Timestamps.read(row, "waits_since")))
                .list();
    }

    /**
     * A wave of an open edition whose letters have not left.
     *
     * @param held whether an operator must decide; otherwise it waits for numbers
     */
    record HaltedWave(boolean held, String reason) {}

    /** The edition's first wave that is held, or else the first one that waits. */
    Optional<HaltedWave> haltedWave(long editionId) {
        return connection
                .jdbc()
                .sql("""
                        select status = 'held' as held, stop_reason from edition_wave
                        where edition_id = :id and status in ('held', 'waiting')
                        order by status = 'held' desc, due_at
                        limit 1
                        """)
                .param("id", editionId)
                .query((row, number) -> new HaltedWave(row.getBoolean("held"), row.getString("stop_reason")))
                .optional();
    }

    /** When the edition's letters could leave: when it was opened, admitted, resumed or retried. */
    Instant begunAt(long editionId) {
        return connection
                .jdbc()
                .sql("select " + BEGUN_AT + " as begun_at from edition e where id = :id")
                .param("id", editionId)
                .query((row, number) -> Timestamps.read(row, "begun_at"))
                .single();
    }

    /** Warnings of editions that were admitted since then, each with its edition. */
    public List<String> warnings(Instant since) {
        return connection
                .jdbc()
                .sql("""
                        select 'Edition ' || id || ' of ' || digest || ': ' || warning as warning from edition
                        where warning is not null and admitted_at >= :since
                        order by id
                        """)
                .param("since", Timestamps.toParameter(since))
                .query((row, number) -> row.getString("warning"))
                .list();
    }

    /** The newest editions whose rows cannot be read, at most {@value #MAX_UNREADABLE}. */
    public List<UnreadableEdition> unreadable() {
        return connection
                .jdbc()
                .sql("select e.* from edition e where not " + READABLE + "order by e.id desc limit :limit")
                .param("limit", MAX_UNREADABLE)
                .query((row, number) -> Optional.ofNullable(EditionRowMapper.findUnreadable(row)))
                .list()
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    public List<EditionState> openedSince(Instant since) {
        return connection
                .jdbc()
                .sql(SELECT + "where opened_at >= :since order by id")
                .param("since", Timestamps.toParameter(since))
                .query((row, number) -> state(row))
                .list();
    }

    /** Ids of editions of these digests opened from {@code from} to before {@code to}. */
    public List<Long> idsOpened(List<String> digests, Instant from, Instant to) {
        return connection
                .jdbc()
                .sql("""
                        select id from edition
                        where digest = any(:digests::text[]) and opened_at >= :from and opened_at < :to
                        """)
                .param("digests", digests.toArray(String[]::new))
                .param("from", Timestamps.toParameter(from))
                .param("to", Timestamps.toParameter(to))
                .query((row, number) -> row.getLong("id"))
                .list();
    }

    private static EditionState state(ResultSet row) throws SQLException {
        return new EditionState(
                row.getLong("id"),
                row.getString("digest"),
                row.getString("transport"),
                Timestamps.read(row, "begun_at"),
                row.getBoolean("planned"),
                row.getBoolean("paused_or_cancelled"),
                row.getBoolean("halted"),
                row.getString("stop_reason"),
                row.getBoolean("readable"));
    }
}
