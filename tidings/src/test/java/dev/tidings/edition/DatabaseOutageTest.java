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

/** The database goes away while letters are in flight. */
class DatabaseOutageTest {
    @RegisterExtension
    static final TestApplication app = new TestApplication();

    @Test
    void whatWasLearnedMeanwhileIsWrittenWhenItIsBack() throws InterruptedException {
        Edition edition = deliver(app::withoutDatabaseForLong, new Accepted("id", null));

        assertThat(edition.progress()).isEqualTo(new EditionProgress(3, 3, 0, 0, 0));
        assertThat(app.transport().messages()).hasSize(3);
    }

    @Test
    void aDeferralIsWrittenToo() throws InterruptedException {
        Edition edition = deliver(app::withoutDatabaseForLong, new Deferred("451 later", null));

        assertThat(edition.progress()).isEqualTo(new EditionProgress(3, 0, 0, 0, 3));
        assertThat(app.jdbc()
                        .sql("select count(*) from delivery where handed_over_at is null and attempt = 1")
                        .query(Long.class)
                        .single())
                .isEqualTo(3);
    }

    /** The next batch may still meet a connection to the old primary, and is tried again later. */
    @Test
    void whatWasLearnedDuringAFailoverIsWrittenToTheNewPrimary() throws InterruptedException {
        Edition edition = deliver(app::withReadOnlyDatabase, new Accepted("id", null));

        assertThat(edition.progress().sent())
                .isGreaterThanOrEqualTo(2)
                .isEqualTo(app.transport().messages().size());
    }

    /** The first batch of two is on the wire while the database is away; nothing more is handed over until it is back. */
    private static Edition deliver(Consumer<Runnable> away, SendOutcome outcome) throws InterruptedException {
        app.insertReader("ada");
        app.insertReader("ben");
        app.insertReader("cyd");
        Edition edition = app.get(EditionOpener.class)
                .openLastCompleted(app.get(DigestCatalog.class).primary(), OpenedBy.API);
        app.get(EditionPlanner.class).plan(edition.id());
        CountDownLatch gone = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        app.transport().withReplayWindow(Duration.ZERO, 2).respondingWith((key, batch) -> {
            answered.countDown();
            awaitQuietly(gone);
            return RecordingTransport.all(batch, outcome, null);
        });

        Thread worker = Thread.ofVirtual().start(() -> app.deliver(edition.id(), 1));
        answered.await();
        away.accept(() -> {
            gone.countDown();
            await().until(() -> held() == 1 || !worker.isAlive());
            assertThat(worker.isAlive()).isTrue();
            assertThat(app.transport().batches()).hasSize(1);
        });
        await().until(() -> !worker.isAlive());
        return app.get(Editions.class).find(edition.id()).orElseThrow();
    }

    /** Batches whose outcomes wait for the database. */
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
