package dev.tidings.ledger;

import dev.tidings.database.SystemPool;
import dev.tidings.database.Timestamps;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** Reads the tables of the ledger for health checks, over their own connection pool. */
@Repository
public class LedgerHealthQueries {
    /**
     * The sums over an edition's chunks.
     *
     * @param firstDueAt when the first wave was due, or null if the edition has no waves
     */
    public record EditionTotals(
            @Nullable Instant firstDueAt, long due, long sent, long skipped, long error, long owed) {}

    /**
     * A part of an edition whose letters leave at the same time.
     *
     * @param waveDueAt when the wave was due; null for an edition without waves
     * @param begunAt when its letters could leave
     */
    public record BegunPart(long editionId, @Nullable Instant waveDueAt, Instant begunAt) {}

    private final SystemPool connection;

    LedgerHealthQueries(SystemPool connection) {
        this.connection = connection;
    }

    /**
     * By digest, how many of these visits happened within a minute after a letter of the digest was sent to the user.
     *
     * @param digests one for each user
     * @param times one for each user
     */
    public Map<String, Long> visitsRightAfterLetters(List<String> users, List<String> digests, List<Instant> times) {
        Map<String, Long> visits = new HashMap<>();
        connection
                .jdbc()
                .sql("""
                        select o.digest, count(*) as visits
                        from unnest(:users::text[], :digests::text[], :times::timestamptz[]) as o (user_id, digest, at)
                        where exists (
                            select from digest_log l
                            where l.user_id = o.user_id and l.digest = o.digest
                              and l.sent_at between o.at - interval '1 minute' and o.at
                              and l.created_at between o.at - interval '1 day' and o.at + interval '1 day')
                        group by o.digest
                        """)
                .param("users", users.toArray(String[]::new))
                .param("digests", digests.toArray(String[]::new))
                .param("times", times.stream().map(Instant::toString).toArray(String[]::new))
                .query(row -> {
                    visits.put(row.getString("digest"), row.getLong("visits"));
                });
        return visits;
    }

    public EditionTotals totals(long editionId) {
        return connection
                .jdbc()
                .sql("""
                        select min(wave_due_at) as first_due_at,
                               coalesce(sum(due), 0) as due, coalesce(sum(sent), 0) as sent,
                               coalesce(sum(skipped), 0) as skipped, coalesce(sum(error), 0) as error,
                               coalesce(sum(owed), 0) as owed
                        from chunk where edition_id = :edition
                        """)
                .param("edition", editionId)
                .query((row, number) -> new EditionTotals(
                        Timestamps.readNullable(row, "first_due_at"),
                        row.getLong("due"),
                        row.getLong("sent"),
                        row.getLong("skipped"),
                        row.getLong("error"),
                        row.getLong("owed")))
                .single();
    }

    /** Since when the oldest letter of these parts of editions has been owed, whether composed or not. */
    public Optional<Instant> oldestOwed(List<BegunPart> parts) {
        return connection
                .jdbc()
                .sql("""
                        select min(since) as since from (
                            select min(owed_since) as since from owed_letter where edition_id = any (:editions::bigint[])
                            union all
                            select min(p.begun_at)
                            from unnest(:editions::bigint[], :waves::timestamptz[], :begun::timestamptz[])
                                as p (edition_id, wave_due_at, begun_at)
                            join chunk c on c.edition_id = p.edition_id and c.wave_due_at is not distinct from p.wave_due_at
                            where c.composed_count < c.due
                        ) oldest
                        having min(since) is not null
                        """)
                .param("editions", parts.stream().map(BegunPart::editionId).toArray(Long[]::new))
                .param("waves", instants(parts, BegunPart::waveDueAt))
                .param("begun", instants(parts, BegunPart::begunAt))
                .query((row, number) -> Timestamps.read(row, "since"))
                .optional();
    }

    private static @Nullable String[] instants(List<BegunPart> parts, Function<BegunPart, @Nullable Instant> instant) {
        return parts.stream()
                .map(instant)
                .map(value -> value == null ? null : value.toString())
                .toArray(String[]::new);
    }

    /** How many letters of these editions were sent. */
    public long sent(Collection<Long> editionIds) {
        return connection
                .jdbc()
                .sql("select coalesce(sum(sent), 0) from chunk where edition_id = any (:editions::bigint[])")
                .param("editions", editionIds.toArray(Long[]::new))
                .query(Long.class)
                .single();
    }

    /** How many letters of each edition were sent or failed, by the edition's id. An edition without chunks is left out. */
    public Map<Long, Long> attempted(Collection<Long> editionIds) {
        Map<Long, Long> letters = new HashMap<>();
        connection
                .jdbc()
                .sql("""
                        select edition_id, sum(sent + error) as letters
                        from chunk where edition_id = any (:editions::bigint[]) group by edition_id
                        """)
                .param("editions", editionIds.toArray(Long[]::new))
                .query(row -> {
                    letters.put(row.getLong("edition_id"), row.getLong("letters"));
                });
        return letters;
    }

    /**
     * How many of these addresses letters of these editions were sent to, or failed for.
     *
     * @param userIds the users of the addresses, in the same order
     */
    public long addressesMailed(Collection<Long> editionIds, List<String> userIds, List<String> addresses) {
        return connection
                .jdbc()
                .sql("""
                        select count(distinct u.address)
                        from unnest(:users::text[], :addresses::text[]) as u (id, address)
                        join digest_log l on l.user_id = u.id and l.status <> 'skipped'
                        where l.edition_id = any (:editions::bigint[])
                        """)
                .param("editions", editionIds.toArray(Long[]::new))
                .param("users", userIds.toArray(String[]::new))
                .param("addresses", addresses.toArray(String[]::new))
                .query(Long.class)
                .single();
    }
}
