package dev.tidings.ledger;

import dev.tidings.database.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table {@code chunk}: slices of an edition's recipients, with the counts of their letters. */
@Repository
public class Chunks {
    /**
     * One slice of an edition's recipients.
     *
     * @param composed number of composed users; the uncomposed ones come after them
     * @param uncomposed the uncomposed users, in their order
     * @param owed number of unsettled letters
     * @param waveDueAt due time of the users' wave; null if the edition has no waves
     */
    public record Chunk(
            long editionId,
            int number,
            int composed,
            List<String> uncomposed,
            int owed,
            @Nullable Instant waveDueAt) {

        /** This chunk, limited to its next {@code users} uncomposed users. */
        public Chunk limitedTo(int users) {
            List<String> next = uncomposed.subList(0, Math.min(users, uncomposed.size()));
            return new Chunk(editionId, number, composed, next, owed, waveDueAt);
        }
    }

    private final JdbcClient jdbc;
    private final InstantSource clock;

    Chunks(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Users of a new chunk.
     *
     * @param waveDueAt due time of the users' wave, or null if the edition has no waves
     * @param sample whether they get their letters before the others
     */
    public record NewChunk(List<String> userIds, @Nullable Instant waveDueAt, boolean sample) {
        /** Users of an edition without waves and sample. */
        public NewChunk(List<String> userIds) {
            this(userIds, null, false);
        }
    }

    public void add(long editionId, int number, NewChunk chunk) {
        Instant dueAt = chunk.waveDueAt();
        jdbc.sql("""
                        insert into chunk (edition_id, number, user_ids, due, wave_due_at, sample)
                        values (:edition, :number, :users::text[], cardinality(:users::text[]), :dueAt, :sample)
                        """)
                .param("edition", editionId)
                .param("number", number)
                .param("users", chunk.userIds().toArray(String[]::new))
                .param("dueAt", dueAt == null ? null : Timestamps.toParameter(dueAt), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("sample", chunk.sample())
                .update();
    }

    /** Returns the users who are in the edition already. */
    public Set<String> membersAmong(long editionId, List<String> userIds) {
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

    public Optional<Chunk> find(long editionId, int number) {
        return jdbc.sql("""
                        select edition_id, number, owed, wave_due_at, composed_count,
                               user_ids[composed_count + 1:] as uncomposed
                        from chunk
                        where edition_id = :edition and number = :number
                        """)
                .param("edition", editionId)
                .param("number", number)
                .query(Chunks::row)
                .optional();
    }

    /** Removes uncomposed users who no longer exist; false if the chunk has changed since it was read. */
    public boolean removeUsers(Chunk chunk, List<String> deleted) {
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
                        .param("gone", deleted.toArray(String[]::new))
                        .param("count", deleted.size())
                        .update()
                == 1;
    }

    /** Closes the chunk if it owes nothing; returns whether it is closed. */
    public boolean closeIfSettled(long editionId, int number) {
        return jdbc.sql("""
                                update chunk set closed_at = coalesce(closed_at, :now)
                                where edition_id = :edition and number = :number and owed = 0
                                """)
                        .param("edition", editionId)
                        .param("number", number)
                        .param("now", Timestamps.toParameter(clock.instant()))
                        .update()
                == 1;
    }

    /** Whether all letters that the chunk owes are parked. */
    public boolean owesOnlyParked(long editionId, int number) {
        return jdbc.sql("""
                        select owed > 0 and owed = parked from chunk_progress
                        where edition_id = :edition and number = :number
                        """)
                .param("edition", editionId)
                .param("number", number)
                .query(Boolean.class)
                .single();
    }

    private static Chunk row(ResultSet row, int number) throws SQLException {
        return new Chunk(
                row.getLong("edition_id"),
                row.getInt("number"),
                row.getInt("composed_count"),
                List.of((String[]) row.getArray("uncomposed").getArray()),
                row.getInt("owed"),
                Timestamps.readNullable(row, "wave_due_at"));
    }
}
