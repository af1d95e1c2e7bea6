package dev.tidings.edition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.kagkarlsson.scheduler.Scheduler;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.edition.Edition.OpenedBy;
import dev.tidings.edition.Edition.Progress;
import dev.tidings.edition.Edition.Status;
import dev.tidings.instance.InstanceGuard;
import dev.tidings.maintenance.Watch;
import dev.tidings.schedule.Duties;
import dev.tidings.testing.HttpCalls;
import dev.tidings.testing.HttpCalls.Answer;
import dev.tidings.testing.TestHouse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The whole program on a database that was adopted, and then is found on another server. */
class RestoredDatabaseTest {
    @RegisterExtension
    static final TestHouse house = TestHouse.serving().with(new Duties(false, true));

    @AfterEach
    void adopt() {
        house.get(InstanceGuard.class).adopt();
    }

    @Test
    void nothingIsOpenedOrSentAndEveryPageSaysSo() {
        house.reader("ada");
        restore();

        Answer run = HttpCalls.asAdmin(house).post("/v1/digest/run-all", "");
        assertThat(run.status()).isEqualTo(409);
        assertThat(run.body()).contains("This database is a copy").contains("bin/tidings adopt");
        assertThat(HttpCalls.asAdmin(house)
                        .post("/admin/api/test-digest-email/ada", "")
                        .status())
                .isEqualTo(409);
        assertThat(HttpCalls.to(house)
                        .get("/v1/health/readiness")
                        .json()
                        .path("sending")
                        .asBoolean())
                .isFalse();
        house.get(Watch.class).look(false);
        assertThat(HttpCalls.asAdmin(house).get("/admin/api/maintenance").body())
                .contains("This database is a copy");
        assertThat(house.transport().messages()).isEmpty();
        assertThat(house.get(Editions.class).list(null, null, null, 1)).isEmpty();
    }

    @Test
    void theSchedulerWaitsAndGoesOnWhenTheDatabaseIsAdopted() {
        house.reader("ada");
        restore();
        await().atMost(Duration.ofSeconds(10))
                .until(() -> house.get(Scheduler.class).getSchedulerState().isPaused());

        Answer adopted = HttpCalls.asAdmin(house).post("/admin/api/instance/adopt", "");
        assertThat(adopted.json().path("sending").asBoolean()).isTrue();
        Edition edition = open();

        await().atMost(Duration.ofSeconds(20)).until(() -> find(edition).status() == Status.CLOSED);
        assertThat(find(edition).progress()).isEqualTo(new Progress(1, 1, 0, 0, 0));
    }

    @Test
    void whoAdoptsWithoutWhatIsOwedSendsNothingThatWasDue() {
        house.reader("ada");
        restore();

        Answer adopted = HttpCalls.asAdmin(house).post("/admin/api/instance/adopt?cancel_owed=true", "");

        assertThat(adopted.json().path("cancelled")).hasSize(1);
        Edition edition = open();
        assertThat(List.of(edition.status(), edition.progress().due())).containsExactly(Status.CLOSED, 0L);
        assertThat(edition.cancelledAt()).isNotNull();
        assertThat(house.transport().messages()).isEmpty();
    }

    @Test
    void aChunkIsLeftAsItIs() {
        house.reader("ada");
        Edition edition = open();
        house.get(EditionControl.class).pause(edition.id());
        restore();

        assertThat(house.deliver(edition.id(), 1)).contains(Duration.ZERO);
    }

    private static void restore() {
        house.jdbc().sql("update instance set cluster = '7'").update();
        assertThat(house.get(InstanceGuard.class).hold()).isFalse();
    }

    private static Edition open() {
        return house.get(EditionOpener.class)
                .openLastCompleted(house.get(DigestCatalog.class).primary(), OpenedBy.API);
    }

    private static Edition find(Edition edition) {
        return house.get(Editions.class).find(edition.id()).orElseThrow();
    }
}
