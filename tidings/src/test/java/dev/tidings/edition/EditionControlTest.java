package dev.tidings.edition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.delivery.Paces;
import dev.tidings.delivery.Paces.Booking;
import dev.tidings.delivery.SendOutcome.Accepted;
import dev.tidings.delivery.SendOutcome.Deferred;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.edition.Edition.OpenedBy;
import dev.tidings.edition.Edition.Progress;
import dev.tidings.edition.Edition.Status;
import dev.tidings.testing.RecordingTransport;
import dev.tidings.testing.TestHouse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class EditionControlTest {
    @RegisterExtension
    static final TestHouse house = new TestHouse();

    @Test
    void aPausedEditionSendsNothingUntilItIsResumed() {
        house.reader("ada");
        Edition edition = planned();

        assertThat(control().pause(edition.id())).isTrue();
        deliver(edition);
        assertThat(house.transport().messages()).isEmpty();
        assertThat(find(edition).status()).isEqualTo(Status.PAUSED);

        assertThat(control().resume(edition.id())).isTrue();
        deliver(edition);
        assertThat(house.transport().messages()).hasSize(1);
        assertThat(find(edition).status()).isEqualTo(Status.CLOSED);
    }

    @Test
    void aPauseCountsFromTheNextBatchOn() {
        readers(5);
        Edition edition = planned();
        house.transport().replaying(Duration.ZERO, 2).answering((key, batch) -> {
            control().pause(edition.id());
            return RecordingTransport.all(batch, new Accepted("id", null), null);
        });

        deliver(edition);

        assertThat(house.transport().messages()).hasSize(2);
        assertThat(find(edition).progress()).isEqualTo(new Progress(5, 2, 0, 0, 3));
    }

    @Test
    void aWorkerThatHasLostItsChunkTakesNoFurtherBatch() {
        readers(5);
        Edition edition = planned();
        AtomicBoolean ours = new AtomicBoolean(true);
        house.transport().replaying(Duration.ZERO, 2).answering((key, batch) -> {
            ours.set(false);
            return RecordingTransport.all(batch, new Accepted("id", null), null);
        });

        assertThat(house.get(ChunkDeliverer.class).deliver(edition.id(), 1, ours::get))
                .contains(Duration.ZERO);

        assertThat(house.transport().messages()).hasSize(2);
        assertThat(find(edition).progress()).isEqualTo(new Progress(5, 2, 0, 0, 3));
    }

    @Test
    void aCancelledEditionSkipsWhatItOwesAndCloses() {
        readers(5);
        Edition edition = planned();
        house.transport().replaying(Duration.ZERO, 2).answering((key, batch) -> {
            control().cancel(edition.id());
            return RecordingTransport.all(batch, new Accepted("id", null), null);
        });

        deliver(edition);
        deliver(edition);

        assertThat(find(edition).progress()).isEqualTo(new Progress(5, 2, 3, 0, 0));
        assertThat(find(edition).status()).isEqualTo(Status.CLOSED);
        assertThat(reasons()).containsExactly("CANCELLED", "CANCELLED", "CANCELLED");
    }

    @Test
    void anEditionCancelledBeforeItsFirstLetterSkipsEveryone() {
        readers(3);
        Edition edition = planned();

        control().cancel(edition.id());
        deliver(edition);

        assertThat(house.transport().messages()).isEmpty();
        assertThat(find(edition).progress()).isEqualTo(new Progress(3, 0, 3, 0, 0));
        assertThat(find(edition).status()).isEqualTo(Status.CLOSED);
    }

    @Test
    void cancellingEndsPlanning() {
        readers(3);
        Edition edition = house.get(EditionOpener.class)
                .openLastCompleted(house.get(DigestCatalog.class).primary(), OpenedBy.API);

        control().cancel(edition.id());
        house.get(EditionPlanner.class).plan(edition.id());

        assertThat(find(edition).progress()).isEqualTo(new Progress(0, 0, 0, 0, 0));
        assertThat(find(edition).status()).isEqualTo(Status.CLOSED);
    }

    @Test
    void aStoppedEditionCanBeCancelled() {
        house.reader("ada");
        Edition edition = planned();
        house.transport()
                .answering((key, batch) -> RecordingTransport.all(batch, new Deferred("401", null), "wrong key"));
        deliver(edition);
        assertThat(find(edition).status()).isEqualTo(Status.STOPPED);

        control().cancel(edition.id());
        deliver(edition);

        assertThat(find(edition).progress()).isEqualTo(new Progress(1, 0, 1, 0, 0));
        assertThat(find(edition).status()).isEqualTo(Status.CLOSED);
    }

    @Test
    void aClosedEditionCanNeitherBePausedNorCancelledNorResumed() {
        house.reader("ada");
        Edition edition = planned();
        deliver(edition);

        assertThat(control().pause(edition.id())).isFalse();
        assertThat(control().cancel(edition.id())).isFalse();
        assertThat(control().resume(edition.id())).isFalse();
        assertThat(control().setRate(edition.id(), 5)).isFalse();
    }

    @Test
    void aRateIsSharedByAllWhoSend() {
        Paces paces = house.get(Paces.class);
        paces.clear("lane");

        List<Booking> turns = List.of(
                paces.book("lane", "all", 50, 100),
                paces.book("lane", "all", 50, 100),
                paces.book("lane", "all", 1, 100));

        assertThat(turns).allMatch(Booking::granted);
        assertThat(turns.get(0).delay()).isLessThan(Duration.ofMillis(50));
        assertThat(turns.get(1).delay()).isBetween(Duration.ofMillis(300), Duration.ofMillis(500));
        assertThat(turns.get(2).delay()).isBetween(Duration.ofMillis(700), Duration.ofMillis(1000));
    }

    @Test
    void aHigherRateFreesWhatWaits() throws InterruptedException {
        house.reader("ada");
        Edition edition = planned();
        control().setRate(edition.id(), 1);
        pass(edition, 600);
        Thread waiting = Thread.ofVirtual().start(() -> pass(edition, 1));

        control().setRate(edition.id(), 1000);

        assertThat(waiting.join(Duration.ofSeconds(10))).isTrue();
    }

    @Test
    void aPauseFreesWhatWaits() throws InterruptedException {
        house.reader("ada");
        Edition edition = planned();
        control().setRate(edition.id(), 1);
        pass(edition, 600);
        Thread waiting = Thread.ofVirtual().start(() -> pass(edition, 1));

        control().pause(edition.id());

        assertThat(waiting.join(Duration.ofSeconds(10))).isTrue();
    }

    private static Halt.@Nullable Later pass(Edition edition, int letters) {
        return house.get(EditionGate.class).pass(edition, house.transport(), letters, new Stint(() -> false));
    }

    private static void readers(int count) {
        for (int i = 0; i < count; i++) {
            house.reader("reader-" + i);
        }
    }

    private static EditionControl control() {
        return house.get(EditionControl.class);
    }

    private static Edition planned() {
        Edition edition = house.get(EditionOpener.class)
                .openLastCompleted(house.get(DigestCatalog.class).primary(), OpenedBy.API);
        house.get(EditionPlanner.class).plan(edition.id());
        return edition;
    }

    private static void deliver(Edition edition) {
        house.deliver(edition.id(), 1);
    }

    private static Edition find(Edition edition) {
        return house.get(Editions.class).find(edition.id()).orElseThrow();
    }

    private static List<String> reasons() {
        return house.jdbc()
                .sql("select skip_reason from digest_log where status = 'skipped'")
                .query(String.class)
                .list();
    }
}
