package dev.tidings.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table {@code delivery}: letters that are owed, one row each; those of a batch that is in hand whole are in {@link Batches}. */
@Repository
public class Deliveries {
    private static final String COLUMNS = """
            id, digest, user_id, content, template_version, attempt, composed_at, first_attempt_at, batch_key,
            last_unknown_attempt is not null
                or batch_key is not null and attempt is distinct from last_refused_attempt as may_be_out
            """;

    private final JdbcClient jdbc;
    private final InstantSource clock;

    Deliveries(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** A chunk's letters that were handed over by a worker that then fell silent: whole batches, in their order. */
    public List<Delivery> interrupted(long editionId, int chunk) {
        return jdbc.sql("select " + COLUMNS + """
                         from delivery
                        where edition_id = :edition and chunk_number = :chunk and handed_over_at is not null
                        order by batch_key, batch_position
                        """)
                .param("edition", editionId)
                .param("chunk", chunk)
                .query(Deliveries::row)
                .list();
    }

    /**
     * A chunk's letters that may be handed over now: kept batches first, whole and in their order, then by user.
     *
     * @param held ids of those that are left out
     */
    public List<Delivery> due(long editionId, int chunk, Collection<Long> held) {
        return jdbc.sql("select " + COLUMNS + """
                         from delivery
                        where edition_id = :edition and chunk_number = :chunk and handed_over_at is null
                          and next_attempt_at <= :now and id <> all(:held::bigint[])
                        order by batch_key nulls last, batch_position, user_id
                        """)
                .param("edition", editionId)
                .param("chunk", chunk)
                .param("held", held.toArray(Long[]::new))
                .param("now", time(clock.instant()))
                .query(Deliveries::row)
                .list();
    }

    /** A chunk's letters that nobody is handing over, due or not. */
    public List<Delivery> notHandedOver(long editionId, int chunk) {
        return jdbc.sql("select " + COLUMNS + """
                         from delivery where edition_id = :edition and chunk_number = :chunk and handed_over_at is null
                        order by id
                        """)
                .param("edition", editionId)
                .param("chunk", chunk)
                .query(Deliveries::row)
                .list();
    }

    public Optional<Delivery> find(long id) {
        return jdbc.sql("select " + COLUMNS + " from delivery where id = :id")
                .param("id", id)
                .query(Deliveries::row)
                .optional();
    }

    /** Why the last attempt at an owed letter failed; empty if it did not, or is not owed. */
    public Optional<String> lastError(long id) {
        return jdbc.sql("select last_error from delivery where id = :id and last_error is not null")
                .param("id", id)
                .query((row, number) -> row.getString("last_error"))
                .optional();
    }

    /** Test letters composed before that moment and still owed. */
    public List<Delivery> abandonedTests(Instant before) {
        return jdbc.sql("select " + COLUMNS + " from delivery where kind = 'test' and composed_at < :before")
                .param("before", time(before))
                .query(Deliveries::row)
                .list();
    }

    /** How long until the next of a chunk's letters may be tried; at least a second. */
    public Duration untilNextAttempt(long editionId, int chunk) {
        Instant now = clock.instant();
        Duration least = Duration.ofSeconds(1);
        return jdbc.sql(
                        "select min(next_attempt_at) from delivery where edition_id = :edition and chunk_number = :chunk")
                .param("edition", editionId)
                .param("chunk", chunk)
                .query((row, number) -> instant(row.getObject(1, OffsetDateTime.class)))
                .optional()
                .map(next -> Duration.between(now, next))
                .filter(wait -> wait.compareTo(least) > 0)
                .orElse(least);
    }

    /**
     * Records the intent to hand over the letters as one batch, in the order of their ids here. Returns the ids that this
     * call took: a letter that somebody else has in hand is not among them.
     */
    List<Long> claim(List<Long> ids, String batchKey) {
        return jdbc.sql("""
                        update delivery d
                        set handed_over_at = :now, first_attempt_at = coalesce(first_attempt_at, :now),
                            attempt = attempt + 1, batch_key = :key, batch_position = taken.position
                        from unnest(:ids::bigint[]) with ordinality as taken (id, position)
                        where d.id = taken.id and d.handed_over_at is null
                        returning d.id
                        """)
                .param("ids", ids.toArray(Long[]::new))
                .param("key", batchKey)
                .param("now", time(clock.instant()))
                .query((row, number) -> row.getLong("id"))
                .list();
    }

    /**
     * Records the intent to hand over a whole batch again that another worker has in hand: all of it, or nothing where any
     * letter has moved on since it was read.
     */
    boolean reclaim(List<Delivery> seen) {
        return jdbc.sql("""
                        with seen as (
                            select * from unnest(:ids::bigint[], :attempts::integer[]) as s (id, attempt)
                        ), held as (
                            select d.id from delivery d join seen s on d.id = s.id and d.attempt = s.attempt
                            where d.handed_over_at is not null
                            order by d.id
                            for update of d
                        )
                        update delivery d set handed_over_at = :now, attempt = d.attempt + 1
                        from held
                        where d.id = held.id and (select count(*) from held) = :count
                        """)
                        .param("ids", seen.stream().map(Delivery::id).toArray(Long[]::new))
                        .param("attempts", seen.stream().map(Delivery::attempt).toArray(Integer[]::new))
                        .param("count", seen.size())
                        .param("now", time(clock.instant()))
                        .update()
                == seen.size();
    }

    /**
     * Gives back letters that were taken and certainly not handed over, as if they had not been taken.
     *
     * @param seen as they were before they were taken
     */
    void release(List<Delivery> seen) {
        jdbc.sql("""
                        update delivery d
                        set handed_over_at = null, attempt = seen.attempt, batch_key = null, batch_position = null
                        from unnest(:ids::bigint[], :attempts::integer[]) as seen (id, attempt)
                        where d.id = seen.id and d.attempt = seen.attempt + 1 and d.handed_over_at is not null
                        """)
                .param("ids", seen.stream().map(Delivery::id).toArray(Long[]::new))
                .param("attempts", seen.stream().map(Delivery::attempt).toArray(Integer[]::new))
                .update();
    }

    /**
     * Puts letters off.
     *
     * @param next when they may be tried again
     */
    void defer(List<Deferral> deferrals, Instant next) {
        if (deferrals.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        update delivery d
                        set handed_over_at = null, next_attempt_at = :next, last_error = deferral.reason,
                            batch_key = deferral.key, batch_position = deferral.position,
                            last_refused_attempt = case when deferral.refused then deferral.attempt end
                        from unnest(:ids::bigint[], :attempts::integer[], :reasons::text[], :keys::text[],
                                    :positions::integer[], :refused::boolean[])
                            as deferral (id, attempt, reason, key, position, refused)
                        where d.id = deferral.id and d.attempt = deferral.attempt and d.handed_over_at is not null
                        """)
                .param("ids", deferrals.stream().map(Deferral::id).toArray(Long[]::new))
                .param("attempts", deferrals.stream().map(Deferral::attempt).toArray(Integer[]::new))
                .param("next", time(next))
                .param("reasons", deferrals.stream().map(Deferral::reason).toArray(String[]::new))
                .param("keys", deferrals.stream().map(Deferral::key).toArray(String[]::new))
                .param("positions", deferrals.stream().map(Deferral::position).toArray(Integer[]::new))
                .param("refused", deferrals.stream().map(Deferral::refused).toArray(Boolean[]::new))
                .update();
    }

    /** Lets letters whose outcome is unknown be sent again, at the risk of a second copy. */
    public void allowResend(Collection<Settlement> unknown) {
        jdbc.sql("""
                        update delivery d
                        set handed_over_at = null, batch_key = null, batch_position = null,
                            last_unknown_attempt = d.attempt, last_error = 'outcome unknown, sent again as the digest asks'
                        from unnest(:ids::bigint[], :attempts::integer[]) as unknown (id, attempt)
                        where d.id = unknown.id and d.attempt = unknown.attempt
                        """)
                .param("ids", unknown.stream().map(Settlement::id).toArray(Long[]::new))
                .param("attempts", unknown.stream().map(Settlement::attempt).toArray(Integer[]::new))
                .update();
    }

    /** Makes an edition's deferred letters due now. */
    public void makeDueNow(long editionId) {
        jdbc.sql("""
                        update delivery set next_attempt_at = :now
                        where edition_id = :edition and handed_over_at is null and next_attempt_at > :now
                        """)
                .param("edition", editionId)
                .param("now", time(clock.instant()))
                .update();
    }

    /**
     * @param attempt the one that failed; nothing is put off if there was another one since
     * @param key of the batch that it goes out again with, or null
     * @param position in that batch, from 1, or null
     * @param refused whether it has the key and was surely not taken, neither now nor before
     */
    record Deferral(
            long id,
            int attempt,
            String reason,
            @Nullable String key,
            @Nullable Integer position,
            boolean refused) {}

    private static Delivery row(ResultSet row, int number) throws SQLException {
        return new Delivery(
                row.getLong("id"),
                row.getString("digest"),
                row.getString("user_id"),
                row.getString("content"),
                row.getString("template_version"),
                row.getInt("attempt"),
                row.getObject("composed_at", OffsetDateTime.class).toInstant(),
                instant(row.getObject("first_attempt_at", OffsetDateTime.class)),
                row.getString("batch_key"),
                row.getBoolean("may_be_out"));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
