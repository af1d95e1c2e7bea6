package dev.tidings.edition;

import dev.tidings.database.EnumColumn;
import dev.tidings.database.Timestamps;
import dev.tidings.edition.EditionCanary.CanaryProgress;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The planning progress of editions, in the table {@code edition}. */
@Repository
class PlanningStates {
    private final JdbcClient jdbc;
    private final InstantSource clock;

    PlanningStates(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Planning progress of one edition.
     *
     * @param lastChunk number of the last chunk, 0 for none
     * @param plannedThrough last user id in that chunk, or null
     * @param admitted whether its first letter may leave; of an edition with waves, each wave has its own admission
     * @param canary of an edition with waves, each wave has its own
     * @param queuePosition position of the edition's first chunk in the queue of all editions
     */
    record PlanningProgress(
            int lastChunk,
            @Nullable String plannedThrough,
            boolean admitted,
            boolean complete,
            CanaryProgress canary,
            int queuePosition) {}

    /** Returns the progress and locks the edition's row until the transaction ends. Empty if the edition is gone. */
    Optional<PlanningProgress> lock(long editionId) {
        return jdbc.sql("""
                        select e.last_planned_user_id, e.admitted_at is not null as admitted,
                               e.planned_at is not null as complete, e.queue_position, e.canary, e.forced,
                               (select coalesce(max(number), 0) from chunk_progress where edition_id = e.id) as last_chunk
                        from edition e where e.id = :edition
                        for update
                        """)
                .param("edition", editionId)
                .query((row, number) -> read(row))
                .optional();
    }

    private static PlanningProgress read(ResultSet row) throws SQLException {
        int lastChunk = row.getInt("last_chunk");
        return new PlanningProgress(
                lastChunk,
                row.getString("last_planned_user_id"),
                row.getBoolean("admitted"),
                row.getBoolean("complete"),
                new CanaryProgress(
                        null,
                        EnumColumn.read(row, "canary", CanaryPhase.NONE),
                        lastChunk == 0,
                        row.getBoolean("forced")),
                row.getInt("queue_position"));
    }

    void advance(long editionId, String lastUserId) {
        jdbc.sql("update edition set last_planned_user_id = :last where id = :edition")
                .param("edition", editionId)
                .param("last", lastUserId)
                .update();
    }

    void markPlanned(long editionId) {
        jdbc.sql("update edition set planned_at = :now where id = :edition and planned_at is null")
                .param("edition", editionId)
                .param("now", Timestamps.toParameter(clock.instant()))
                .update();
    }
}
