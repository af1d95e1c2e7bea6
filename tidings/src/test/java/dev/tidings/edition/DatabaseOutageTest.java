package dev.tidings.edition;

import static dev.tidings.testing.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.digest.DigestCatalog;
import dev.tidings.edition.Edition.EditionProgress;
import dev.tidings.edition.Edition.OpenedBy;
import dev.tidings.testing.RecordingTransport;
import dev.tidings.testing.TestApplication;
import dev.tidings.transport.SendOutcome;
import dev.tidings.transport.SendOutcome.Accepted;
import dev.tidings.transport.SendOutcome.Deferred;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The database is unreachable or read-only while letters are in flight. */
class DatabaseOutageTest {
    @RegisterExtension
    static final TestApplication app = new TestApplication();

    @Test
    void outcomesLearnedDuringAnOutageAreWrittenAfterIt() throws InterruptedException {
        Edition edition = deliver(app::withoutDatabaseForLong, new Accepted("id", null));

        assertThat(edition.progress()).isEqualTo(new EditionProgress(3, 3, 0, 0, 0));
        assertThat(app.transport().messages()).hasSize(3);
    }

    @Test
    void deferralsLearnedDuringAnOutageAreWrittenAfterIt() throws InterruptedException {
        Edition edition = deliver(app::withoutDatabaseForLong, new Deferred("451 later", null));

        assertThat(edition.progress()).isEqualTo(new EditionProgress(3, 0, 0, 0, 3));
        assertThat(app.jdbc()
                        .sql("select count(*) from delivery where handed_over_at is null and attempt = 1")
                        .query(Long.class)
                        .single())
                .isEqualTo(3);
    }

    /** The next batch may still use a connection to the old primary. It is then tried again later. */
    @Test
    void outcomesLearnedDuringAFailoverAreWrittenToTheNewPrimary() throws InterruptedException {
        Edition edition = deliver(app::withReadOnlyDatabase, new Accepted("id", null));

        assertThat(edition.progress().sent())
                .isGreaterThanOrEqualTo(2)
                .isEqualTo(app.transport().messages().size());
    }

    /** Starts the outage during the hand-over of the first batch of two. Nothing more is handed over until it ends. */
    private static Edition deliver(Consumer<Runnable> outage, SendOutcome outcome) throws InterruptedException {
        app.insertReader("ada");
        app.insertReader("ben");
        app.insertReader("cyd");
        Edition edition = app.get(EditionOpener.class)
                .openLastCompleted(app.get(DigestCatalog.class).primary(), OpenedBy.API);
        app.get(EditionPlanner.class).plan(edition.id());
        CountDownLatch outageStarted = new CountDownLatch(1);
        CountDownLatch handedOver = new CountDownLatch(1);
        app.transport().withReplayWindow(Duration.ZERO, 2).respondingWith((key, batch) -> {
            handedOver.countDown();
            awaitQuietly(outageStarted);
            return RecordingTransport.all(batch, outcome, null);
        });

        Thread worker = Thread.ofVirtual().start(() -> app.deliver(edition.id(), 1));
        handedOver.await();
        outage.accept(() -> {
            outageStarted.countDown();
            await().until(() -> held() == 1 || !worker.isAlive());
            assertThat(worker.isAlive()).isTrue();
            assertThat(app.transport().batches()).hasSize(1);
        });
        await().until(() -> !worker.isAlive());
        return app.get(Editions.class).find(edition.id()).orElseThrow();
    }

    /** The number of batches whose outcomes wait for the database. */
    private static double held() {
        return app.get(MeterRegistry.class).get("tidings.outcomes.held").gauge().value();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
