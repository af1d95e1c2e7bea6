package dev.tidings.edition;

import dev.tidings.database.EnumColumn;
import dev.tidings.database.Timestamps;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Phases of the samples that go first, in the tables {@code edition} and {@code edition_wave}. The methods take the due
 * time of the wave, or null for an edition without waves.
 */
@Repository
class CanaryStates {
    /** @param since when its letters were settled, or null while they are not */
    record WaitingSample(
            @Nullable Instant waveDue, @Nullable Instant since) {}

    private static final String LATER = """
            send_deadline_at = least(send_deadline_at + make_interval(secs => :seconds),
                                     greatest(send_deadline_at, :sendBy::timestamptz))""";

    private final JdbcClient jdbc;
    private final InstantSource clock;

    CanaryStates(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The edition's samples that are planned and not judged. */
    List<WaitingSample> waiting(long editionId) {
        return jdbc.sql("""
                        select null::timestamptz as due_at, canary_since from edition
                        where id = :id and canary = 'waiting' and planned_at is null
                        union all
                        select w.due_at, w.canary_since from edition_wave w join edition e on e.id = w.edition_id
                        where e.id = :id and w.canary = 'waiting' and e.planned_at is null
                        order by due_at
                        """)
                .param("id", editionId)
                .query((row, number) -> new WaitingSample(
                        Timestamps.readNullable(row, "due_at"), Timestamps.readNullable(row, "canary_since")))
                .list();
    }

    /** Begins to plan a sample. */
    void begin(long editionId, @Nullable Instant waveDue) {
        move("canary = 'sampling'", CanaryPhase.NONE, editionId, waveDue).update();
    }

    /**
     * Ends planning the sample; planning begins anew with the others.
     *
     * @param judged whether they wait until the sample is judged
     */
    void endSampling(long editionId, @Nullable Instant waveDue, boolean judged) {
        String progress =
                waveDue == null ? "last_planned_user_id = null" : "last_planned_user_id = null, planned_zone_count = 0";
        move("canary = :next, " + progress, CanaryPhase.SAMPLING, editionId, waveDue)
                .param("next", EnumColumn.word(judged ? CanaryPhase.WAITING : CanaryPhase.PASSED))
                .update();
    }

    /** Records that the sample's letters are settled. The others wait from now on. */
    void settled(long editionId, @Nullable Instant waveDue) {
        move("canary_since = coalesce(canary_since, :now)", CanaryPhase.WAITING, editionId, waveDue)
                .param("now", Timestamps.toParameter(clock.instant()))
                .update();
    }

    /**
     * Lets the others follow, with a deadline that is later by the time that they waited; false if another node was
     * first.
     *
     * @param waited since the sample's letters were settled
     * @param sendBy no deadline becomes later than this
     */
    boolean pass(long editionId, @Nullable Instant waveDue, Duration waited, Instant sendBy) {
        boolean passed =
                move("canary = 'passed', canary_since = :now, " + LATER, CanaryPhase.WAITING, editionId, waveDue)
                                .param("seconds", waited.toSeconds())
                                .param("sendBy", Timestamps.toParameter(sendBy))
                                .param("now", Timestamps.toParameter(clock.instant()))
                                .update()
                        == 1;
        if (passed && waveDue != null) {
            jdbc.sql("""
                            update edition e set send_deadline_at = greatest(e.send_deadline_at, w.send_deadline_at)
                            from edition_wave w where e.id = :id and w.edition_id = e.id and w.due_at = :due
                            """)
                    .param("id", editionId)
                    .param("due", Timestamps.toParameter(waveDue))
                    .update();
        }
        return passed;
    }

    private JdbcClient.StatementSpec move(String set, CanaryPhase from, long editionId, @Nullable Instant waveDue) {
        String sql = waveDue == null
                ? "update edition set " + set + " where id = :id"
                : "update edition_wave set " + set + " where edition_id = :id and due_at = :due";
        JdbcClient.StatementSpec update = jdbc.sql(sql + " and planned_at is null and coalesce(canary, 'none') = :from")
                .param("id", editionId)
                .param("from", EnumColumn.word(from));
        return waveDue == null ? update : update.param("due", Timestamps.toParameter(waveDue));
    }

    /** Holds an open edition whose sample failed; false if it is not open, or an operator let it go. */
    boolean hold(long editionId, String reason) {
        return jdbc.sql("""
                                update edition set status = 'held', stop_reason = :reason, waits_since = :now
                                where id = :id and status = 'open' and not forced and planned_at is null
                                """)
                        .param("id", editionId)
                        .param("reason", reason)
                        .param("now", Timestamps.toParameter(clock.instant()))
                        .update()
                == 1;
    }
}
