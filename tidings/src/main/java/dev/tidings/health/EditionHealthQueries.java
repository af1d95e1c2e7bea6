package dev.tidings.health;

import dev.tidings.database.MonitoringPool;
import dev.tidings.database.Timestamps;
import dev.tidings.digest.DigestPeriod;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** What checks ask of the tables of editions and letters, over the watch's own connection. */
@Repository
class EditionHealthQueries {
    /**
     * An edition with the sums of its chunks.
     *
     * @param planned whether every recipient is known
     * @param pausedOrCancelled whether an operator paused or cancelled it
     * @param reason why it is stopped, or null
     * @param firstDueAt when its first letter became due, where that was not when it was opened
     */
    record MonitoredEdition(
            long id,
            Instant openedAt,
            boolean planned,
            boolean pausedOrCancelled,
            @Nullable String reason,
            @Nullable Instant firstDueAt,
            long due,
            long sent,
            long skipped,
            long error,
            long owed) {}

    /** An edition that waits for an operator. */
    record StoppedEdition(long id, String digest, String reason) {}

    /** @param letters how many were sent, or tried and refused */
    record SuppressionCount(String digest, long letters, long addresses) {}

    private static final String SUMS = """
            select e.id, e.opened_at, e.planned_at is not null as planned, e.stop_reason,
                   e.status = 'paused' or e.cancelled_at is not null as held,
                   min(c.wave_due_at) as since,
                   coalesce(sum(c.due), 0) as due, coalesce(sum(c.sent), 0) as sent,
                   coalesce(sum(c.skipped), 0) as skipped, coalesce(sum(c.error), 0) as error,
                   coalesce(sum(c.owed), 0) as owed
            from edition e left join chunk c on c.edition_id = e.id
            where e.digest = :digest and e.period_start = :start and e.period_end = :end
            group by e.id
            """;

    private final MonitoringPool connection;

    EditionHealthQueries(MonitoringPool connection) {
        this.connection = connection;
    }

    Optional<MonitoredEdition> progress(String digest, DigestPeriod period) {
        return connection
                .jdbc()
                .sql(SUMS)
                .param("digest", digest)
                .param("start", period.start())
                .param("end", period.end())
                .query(EditionHealthQueries::progress)
                .optional();
    }

    private static MonitoredEdition progress(ResultSet row, int number) throws SQLException {
        return new MonitoredEdition(
                row.getLong("id"),
                Timestamps.read(row, "opened_at"),
                row.getBoolean("planned"),
                row.getBoolean("held"),
                row.getString("stop_reason"),
                Timestamps.readNullable(row, "since"),
                row.getLong("due"),
                row.getLong("sent"),
                row.getLong("skipped"),
                row.getLong("error"),
                row.getLong("owed"));
    }

    /** Since when the oldest letter of an edition that is open or paused has been owed, composed or not. */
    Optional<Instant> oldestOwed() {
        return connection
                .jdbc()
                .sql("""
                        select min(since) as since from (
                            select min(o.composed_at) as since
                            from owed_letter o join edition e on e.id = o.edition_id where e.status in ('open', 'paused')
                            union all
                            select min(greatest(e.opened_at, c.wave_due_at))
                            from chunk c join edition e on e.id = c.edition_id
                            where e.status in ('open', 'paused') and c.composed_count < c.due
                        ) oldest
                        having min(since) is not null
                        """)
                .query((row, number) -> Timestamps.read(row, "since"))
                .optional();
    }

    List<StoppedEdition> stoppedEditions() {
        return connection
                .jdbc()
                .sql("select id, digest, stop_reason from edition where status = 'stopped' order by id")
                .query((row, number) ->
                        new StoppedEdition(row.getLong("id"), row.getString("digest"), row.getString("stop_reason")))
                .list();
    }

    /**
     * How many addresses were suppressed since, among those that editions opened since were sent to, by digest.
     *
     * @param reason {@code bounce} or {@code complaint}
     */
    List<SuppressionCount> suppressionCounts(String reason, Instant since) {
        return connection
                .jdbc()
                .sql("""
                        with recent as (
                            select id, digest from edition where opened_at >= :since
                        ), letters as (
                            select r.digest, sum(c.sent + c.error) as letters
                            from recent r join chunk c on c.edition_id = r.id group by r.digest
                        ), addresses as (
                            select r.digest, count(distinct s.address) as addresses
                            from suppression s
                            join users u on lower(u.email) = s.address
                            join digest_log l on l.user_id = u.id and l.status <> 'skipped'
                            join recent r on r.id = l.edition_id
                            where s.reason = :reason and s.created_at >= :since
                            group by r.digest
                        )
                        select digest, letters, coalesce(addresses, 0) as addresses
                        from letters left join addresses using (digest)
                        """)
                .param("reason", reason)
                .param("since", Timestamps.toParameter(since))
                .query((row, number) ->
                        new SuppressionCount(row.getString("digest"), row.getLong("letters"), row.getLong("addresses")))
                .list();
    }
}
