package dev.tidings.edition;

import static dev.tidings.testing.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.kagkarlsson.scheduler.Scheduler;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.edition.Edition.EditionProgress;
import dev.tidings.edition.Edition.EditionStatus;
import dev.tidings.edition.Edition.OpenedBy;
import dev.tidings.health.Watchdog;
import dev.tidings.instance.InstanceGuard;
import dev.tidings.schedule.NodeRoles;
import dev.tidings.testing.TestApiClient;
import dev.tidings.testing.TestApiClient.TestApiResponse;
import dev.tidings.testing.TestApplication;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The application on an adopted database that was restored on another server. */
class RestoredDatabaseTest {
    @RegisterExtension
    static final TestApplication app = TestApplication.serving().with(new NodeRoles(false, true));

    @AfterEach
    void adopt() {
        app.get(InstanceGuard.class).adopt();
    }

    @Test
    void nothingIsOpenedOrSentAndTheApiReportsTheReason() {
        app.insertReader("ada");
        restore();

        TestApiResponse run = TestApiClient.asAdmin(app).post("/v1/digest/run-all", "");
        assertThat(run.status()).isEqualTo(409);
        assertThat(run.body()).contains("This database is a copy").contains("bin/tidings adopt");
        assertThat(TestApiClient.asAdmin(app)
                        .post("/admin/api/test-digest-email/ada", "")
                        .status())
                .isEqualTo(409);
        TestApiResponse readiness = TestApiClient.withHeaders(app).get("/v1/health/readiness");
        assertThat(readiness.status()).isEqualTo(200);
        assertThat(readiness.json().path("sending").asBoolean(true)).isFalse();
        assertThat(readiness.json().path("objection").asString()).contains("This database is a copy");
        app.get(Watchdog.class).run(false);
        assertThat(TestApiClient.asAdmin(app).get("/admin/api/maintenance").body())
                .contains("This database is a copy");
        assertThat(app.transport().messages()).isEmpty();
        assertThat(app.get(Editions.class).list(null, null, null, 1)).isEmpty();
    }

    @Test
    void theSchedulerIsPausedUntilTheDatabaseIsAdopted() {
        app.insertReader("ada");
        restore();
        await().until(() -> app.get(Scheduler.class).getSchedulerState().isPaused());

        TestApiResponse adopted = TestApiClient.asAdmin(app).post("/admin/api/instance/adopt", "");
        assertThat(adopted.json().path("sending").asBoolean()).isTrue();
        Edition edition = open();

        await().until(() -> find(edition).status() == EditionStatus.CLOSED);
        assertThat(find(edition).progress()).isEqualTo(new EditionProgress(1, 1, 0, 0, 0));
    }

    @Test
    void adoptingWithCancelOwedSendsNothingThatWasDue() {
        app.insertReader("ada");
        restore();

        TestApiResponse adopted = TestApiClient.asAdmin(app).post("/admin/api/instance/adopt?cancel_owed=true", "");

        assertThat(adopted.json().path("cancelled")).hasSize(1);
        Edition edition = open();
        assertThat(List.of(edition.status(), edition.progress().due())).containsExactly(EditionStatus.CLOSED, 0L);
        assertThat(edition.cancelledAt()).isNotNull();
        assertThat(app.transport().messages()).isEmpty();
    }

    @Test
    void aChunkIsNotDelivered() {
        app.insertReader("ada");
        Edition edition = open();
        app.get(EditionControl.class).pause(edition.id());
        restore();

        assertThat(app.deliver(edition.id(), 1)).contains(Duration.ZERO);
    }

    private static void restore() {
        app.jdbc().sql("update instance set system_identifier = '7'").update();
        assertThat(app.get(InstanceGuard.class).acquire()).isFalse();
    }

    private static Edition open() {
        return app.get(EditionOpener.class)
                .openLastCompleted(app.get(DigestCatalog.class).primary(), OpenedBy.API);
    }

    private static Edition find(Edition edition) {
        return app.get(Editions.class).find(edition.id()).orElseThrow();
    }
}
