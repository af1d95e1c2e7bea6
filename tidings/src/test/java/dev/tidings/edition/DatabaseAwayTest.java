package dev.tidings.edition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.delivery.SendOutcome;
import dev.tidings.delivery.SendOutcome.Accepted;
import dev.tidings.delivery.SendOutcome.Deferred;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.edition.Edition.OpenedBy;
import dev.tidings.edition.Edition.Progress;
import dev.tidings.testing.RecordingTransport;
import dev.tidings.testing.TestHouse;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The database goes away while letters are in flight. */
class DatabaseAwayTest {
    @RegisterExtension
    static final TestHouse house = new TestHouse();

    @Test
    void whatWasLearnedMeanwhileIsWrittenWhenItIsBack() throws InterruptedException {
        Edition edition = deliver(house::withoutDatabase, new Accepted("id", null));

        assertThat(edition.progress()).isEqualTo(new Progress(3, 3, 0, 0, 0));
        assertThat(house.transport().messages()).hasSize(3);
    }

    @Test
    void aDeferralIsWrittenToo() throws InterruptedException {
        Edition edition = deliver(house::withoutDatabase, new Deferred("451 later", null));

        assertThat(edition.progress()).isEqualTo(new Progress(3, 0, 0, 0, 3));
        assertThat(house.jdbc()
                        .sql("select count(*) from delivery where handed_over_at is null and attempt = 1")
                        .query(Long.class)
                        .single())
                .isEqualTo(3);
    }

    /** The next batch may still meet a connection to the old primary, and is tried again later. */
    @Test
    void whatWasLearnedDuringAFailoverIsWrittenToTheNewPrimary() throws InterruptedException {
        Edition edition = deliver(house::withReadOnlyDatabase, new Accepted("id", null));

        assertThat(edition.progress().sent())
                .isGreaterThanOrEqualTo(2)
                .isEqualTo(house.transport().messages().size());
    }

    /** The first batch of two is on the wire while the database is away; nothing more is handed over until it is back. */
    private static Edition deliver(Consumer<Runnable> away, SendOutcome outcome) throws InterruptedException {
        house.reader("ada");
        house.reader("ben");
        house.reader("cyd");
        Edition edition = house.get(EditionOpener.class)
                .openLastCompleted(house.get(DigestCatalog.class).primary(), OpenedBy.API);
        house.get(EditionPlanner.class).plan(edition.id());
        CountDownLatch gone = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        house.transport().replaying(Duration.ZERO, 2).answering((key, batch) -> {
            answered.countDown();
            awaitQuietly(gone);
            return RecordingTransport.all(batch, outcome, null);
        });

        Thread worker = Thread.ofVirtual().start(() -> house.deliver(edition.id(), 1));
        answered.await();
        away.accept(() -> {
            gone.countDown();
            assertThat(ended(worker, Duration.ofSeconds(1))).isFalse();
            assertThat(house.transport().batches()).hasSize(1);
        });
        assertThat(ended(worker, Duration.ofSeconds(30))).isTrue();
        return house.get(Editions.class).find(edition.id()).orElseThrow();
    }

    private static boolean ended(Thread worker, Duration within) {
        try {
            return worker.join(within);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
