package dev.tidings.edition;

import dev.tidings.database.EnumColumn;
import dev.tidings.database.Timestamps;
import dev.tidings.digest.Wave;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table {@code edition_wave}: the waves of editions that go out by time zone, and their planning progress. */
@Repository
class Waves {
    /**
     * One wave of an edition.
     *
     * @param plannedZones number of zones planned completely
     * @param plannedThrough last planned user of the following zone, or null for none
     * @param planned whether the whole wave is planned
     * @param admitted whether its first letter may leave
     * @param held whether it waits for an operator
     * @param canary the phase of the wave's sample
     */
    record PlannedWave(
            Wave wave,
            int plannedZones,
            @Nullable String plannedThrough,
            boolean planned,
            boolean admitted,
            boolean held,
            CanaryPhase canary) {
        /** Whether its planning has not begun. */
        boolean notStarted() {
            return plannedZones == 0 && plannedThrough == null && !planned && canary == CanaryPhase.NONE;
        }

        /** Whether its recipients can be planned now. */
        boolean ready() {
            return admitted && !planned && canary != CanaryPhase.WAITING;
        }
    }

    private final JdbcClient jdbc;

    Waves(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param from start of the allowed lateness for zones that were due before */
    void add(long editionId, List<Wave> waves, Instant from, Duration late) {
        for (Wave wave : waves) {
            Instant sendBy = (wave.due().isAfter(from) ? wave.due() : from).plus(late);
            jdbc.sql("""
                            insert into edition_wave (edition_id, due_at, zones, send_deadline_at)
                            values (:edition, :due, :zones::text[], :sendBy)
                            """)
                    .param("edition", editionId)
                    .param("due", Timestamps.toParameter(wave.due()))
                    .param("zones", wave.zones().toArray(String[]::new))
                    .param("sendBy", Timestamps.toParameter(sendBy))
                    .update();
        }
    }

    /** Returns the edition's waves in order of time; none if all zones are due at once. */
    List<PlannedWave> of(long editionId) {
        return jdbc.sql("""
                        select due_at, zones, planned_zone_count, last_planned_user_id, planned_at is not null as planned,
                               admitted_at is not null as admitted, coalesce(status = 'held', false) as held, canary
                        from edition_wave where edition_id = :edition order by due_at
                        """).param("edition", editionId).query(Waves::row).list();
    }

    /** Returns the deadline after which the wave's owed letters are skipped. */
    Instant sendBy(long editionId, Instant due) {
        return jdbc.sql("select send_deadline_at from edition_wave where edition_id = :edition and due_at = :due")
                .param("edition", editionId)
                .param("due", Timestamps.toParameter(due))
                .query((row, number) -> Timestamps.read(row, "send_deadline_at"))
                .single();
    }

    /** Records planning progress. Users whose zone changed recently come after the last zone. */
    void advance(long editionId, Instant due, int plannedZones, @Nullable String plannedThrough) {
        jdbc.sql("""
                        update edition_wave set planned_zone_count = :zones, last_planned_user_id = :through
                        where edition_id = :edition and due_at = :due
                        """)
                .param("zones", plannedZones)
                .param("through", plannedThrough)
                .param("edition", editionId)
                .param("due", Timestamps.toParameter(due))
                .update();
    }

    void complete(long editionId, Instant due, Instant now) {
        jdbc.sql("""
                        update edition_wave set planned_at = :now, last_planned_user_id = null
                        where edition_id = :edition and due_at = :due
                        """)
                .param("now", Timestamps.toParameter(now))
                .param("edition", editionId)
                .param("due", Timestamps.toParameter(due))
                .update();
    }

    /**
     * Whether another edition is between its first and last wave. Until the transaction ends no other edition can
     * begin.
     */
    boolean anotherIsUnderWay(long editionId) {
        jdbc.sql("select pg_advisory_xact_lock(hashtext('tidings.waves'))").query(row -> {});
        return jdbc.sql("""
                        select exists (
                            select from edition e join edition_wave w on w.edition_id = e.id
                            where e.id <> :edition and e.planned_at is null
                              and (w.planned_at is not null or w.planned_zone_count > 0
                                   or w.last_planned_user_id is not null or w.canary is not null))
                        """).param("edition", editionId).query(Boolean.class).single();
    }

    private static PlannedWave row(ResultSet row, int number) throws SQLException {
        return new PlannedWave(
                new Wave(Timestamps.read(row, "due_at"), List.of((String[])
                        row.getArray("zones").getArray())),
                row.getInt("planned_zone_count"),
                row.getString("last_planned_user_id"),
                row.getBoolean("planned"),
                row.getBoolean("admitted"),
                row.getBoolean("held"),
                EnumColumn.read(row, "canary", CanaryPhase.NONE));
    }
}
