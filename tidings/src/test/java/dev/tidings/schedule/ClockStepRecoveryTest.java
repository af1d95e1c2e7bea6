package dev.tidings.schedule;

import static dev.tidings.testing.TestApplication.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.database.ClockStep;
import dev.tidings.database.Timestamps;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.edition.Edition;
import dev.tidings.edition.Edition.OpenedBy;
import dev.tidings.edition.EditionOpener;
import dev.tidings.edition.EditionPlanner;
import dev.tidings.testing.RecordingTransport;
import dev.tidings.testing.TestApplication;
import dev.tidings.transport.SendOutcome.Deferred;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rows written before the database's clock stepped. */
class ClockStepRecoveryTest {
    @RegisterExtension
    static final TestApplication app = new TestApplication();

    private static final ClockStep BACK = new ClockStep(Duration.ofHours(-1), MONDAY, 0);
    private static final ClockStep FORWARD = new ClockStep(Duration.ofHours(1), MONDAY, 0);
    private static final Instant AHEAD = MONDAY.plus(Duration.ofMinutes(50));

    @Test
    void waitingWorkIsDueAtOnceWhenTheClockIsSetBack() {
        List.of("deliver-chunk", "plan-edition", "scrape", "maintain", "rescue-single-letters")
                .forEach(task -> addTask(task, AHEAD, null));
        addTask("open-edition-living-lytics", AHEAD, null);

        app.get(ClockStepRecovery.class).recover(BACK);

        assertThat(app.jdbc()
                        .sql("select task_name from scheduled_tasks where execution_time > :now")
                        .param("now", Timestamps.toParameter(MONDAY))
                        .query(String.class)
                        .list())
                .containsExactly("open-edition-living-lytics");
    }

    @Test
    void noWorkerCountsAsDeadBecauseTheClockStepped() {
        addTask("deliver-chunk", MONDAY, MONDAY.minus(Duration.ofHours(1)));
        addTask("plan-edition", AHEAD, MONDAY.plus(Duration.ofHours(1)));

        app.get(ClockStepRecovery.class).recover(FORWARD);

        assertThat(app.jdbc()
                        .sql("select last_heartbeat = :now and execution_time >= :now from scheduled_tasks")
                        .param("now", Timestamps.toParameter(MONDAY))
                        .query(Boolean.class)
                        .list())
                .containsExactly(true, true);
    }

    @Test
    void waitingWorkIsDueAtTheStartIfTheClockWasSetBackWhileNoNodeRan() {
        addTask("deliver-chunk", Instant.now().plus(Duration.ofMinutes(50)), null);
        addTask("learn", AHEAD, null);
        app.jdbc()
                .sql(
                        "update scheduled_tasks set last_success = clock_timestamp() + interval '1 hour' where task_name = 'learn'")
                .update();

        app.get(ClockStepRecovery.class).recoverFromStepWhileStopped();

        assertThat(waiting()).isEmpty();
        app.jdbc()
                .sql(
                        "update scheduled_tasks set execution_time = clock_timestamp() + interval '50 minutes' where task_name = 'deliver-chunk'")
                .update();
        app.get(ClockStepRecovery.class).recoverFromStepWhileStopped();
        assertThat(waiting()).as("the next start finds no step").hasSize(1);
    }

    @Test
    void waitingWorkWaitsOnAtTheStartIfTheClockWasNotSet() {
        addTask("deliver-chunk", Instant.now().plus(Duration.ofMinutes(50)), null);
        addTask("plan-edition", MONDAY, Instant.now());

        app.get(ClockStepRecovery.class).recoverFromStepWhileStopped();

        assertThat(waiting()).containsExactly("deliver-chunk");
    }

    /** The tasks that are not due by the database's clock. */
    private static List<String> waiting() {
        return app.jdbc()
                .sql("select task_name from scheduled_tasks where execution_time > clock_timestamp()")
                .query(String.class)
                .list();
    }

    @Test
    void aDeferredLetterIsDueAtOnceWhenTheClockIsSetBack() {
        app.insertReader("ada");
        Edition edition = app.get(EditionOpener.class)
                .openLastCompleted(app.get(DigestCatalog.class).primary(), OpenedBy.API);
        app.get(EditionPlanner.class).plan(edition.id());
        app.transport()
                .respondingWith((key, batch) -> RecordingTransport.all(batch, new Deferred("451 later", null), null));
        app.clock().set(MONDAY.plus(Duration.ofHours(1)));
        app.deliver(edition.id(), 1);
        app.clock().set(MONDAY);
        app.get(ClockStepRecovery.class).recover(BACK);

        app.deliver(edition.id(), 1);

        assertThat(app.transport().messages()).hasSize(2);
    }

    /** @param heartbeat null if no node runs it */
    private static void addTask(String name, Instant executionTime, @Nullable Instant heartbeat) {
        app.jdbc()
                .sql("""
                        insert into scheduled_tasks (task_name, task_instance, execution_time, picked, last_heartbeat, version)
                        values (:name, '1', :time, :picked, :heartbeat::timestamptz, 1)
                        """)
                .param("name", name)
                .param("time", Timestamps.toParameter(executionTime))
                .param("picked", heartbeat != null)
                .param("heartbeat", heartbeat == null ? null : heartbeat.toString())
                .update();
    }
}
