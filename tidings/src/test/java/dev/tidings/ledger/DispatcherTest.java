package dev.tidings.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.digest.DigestCatalog;
import dev.tidings.edition.Edition;
import dev.tidings.edition.Edition.EditionProgress;
import dev.tidings.edition.Edition.OpenedBy;
import dev.tidings.edition.EditionOpener;
import dev.tidings.edition.EditionPlanner;
import dev.tidings.edition.Editions;
import dev.tidings.testing.RecordingTransport;
import dev.tidings.testing.TestApplication;
import dev.tidings.testing.TestMessages;
import dev.tidings.transport.SendOutcome.Deferred;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Dispatches a batch of owed letters, some of which have changed since they were read. */
class DispatcherTest {
    @RegisterExtension
    static final TestApplication app = new TestApplication();

    private long edition;

    @BeforeEach
    void anEditionOfThreeReaders() {
        List.of("ada", "ben", "cleo").forEach(app::insertReader);
        Edition opened = app.get(EditionOpener.class)
                .openLastCompleted(app.get(DigestCatalog.class).primary(), OpenedBy.API);
        app.get(EditionPlanner.class).plan(opened.id());
        edition = opened.id();
    }

    @Test
    void anIncompleteBatchThatMayBeOutIsSettledAsUnknown() {
        app.transport()
                .withReplayWindow(Duration.ofHours(23), 50)
                .respondingWith((key, batch) -> RecordingTransport.unanswered(batch));
        List<Delivery> seen = afterTheFirstAttempt();
        app.get(Settler.class).settle(List.of(Settlement.sent(seen.getFirst().id(), 1, "accepted later", null)));

        dispatch(seen);

        assertThat(app.transport().batches()).hasSize(1);
        assertThat(app.get(Deliveries.class).interrupted(edition, 1)).isEmpty();
        assertThat(app.get(Editions.class).find(edition).orElseThrow().progress())
                .isEqualTo(new EditionProgress(3, 1, 0, 2, 0));
        assertThat(app.get(Letters.class).unknownOutcomes(edition)).isEqualTo(2);
    }

    @Test
    void aBatchWithoutAReplayWindowIsNotRepeatedAlthoughTheClockWasSetBack() {
        app.transport().respondingWith((key, batch) -> {
            throw new IllegalStateException("the worker stops");
        });
        assertThatThrownBy(() -> app.deliver(edition, 1)).hasMessage("the worker stops");
        app.clock().advance(Duration.ofHours(-2));

        app.deliver(edition, 1);

        assertThat(app.transport().batches()).hasSize(1);
        assertThat(app.get(Letters.class).unknownOutcomes(edition)).isEqualTo(3);
    }

    @Test
    void lettersThatAreNotOutAreReleasedUnchanged() {
        app.transport()
                .respondingWith((key, batch) -> RecordingTransport.all(batch, new Deferred("421 later", null), null));
        List<Delivery> seen = afterTheFirstAttempt();
        app.get(DeliveryAttempts.class).claim(seen.subList(0, 1), "another worker's");

        dispatch(seen);

        assertThat(app.transport().batches()).hasSize(1);
        assertThat(app.get(Deliveries.class).due(edition, 1, List.of())).isEqualTo(seen.subList(1, 3));
        assertThat(app.get(Deliveries.class).interrupted(edition, 1))
                .extracting(Delivery::batchKey)
                .containsExactly("another worker's");
    }

    /** Delivers the letters once and reads them when they are due again. */
    private List<Delivery> afterTheFirstAttempt() {
        app.deliver(edition, 1);
        app.clock().advance(Duration.ofMinutes(6));
        List<Delivery> seen = app.get(Deliveries.class).due(edition, 1, List.of());
        assertThat(seen).extracting(Delivery::attempt).containsExactly(1, 1, 1);
        return seen;
    }

    private void dispatch(List<Delivery> seen) {
        List<OutgoingLetter> batch = seen.stream()
                .map(letter -> new OutgoingLetter(letter, TestMessages.to(letter.userId())))
                .toList();
        assertThat(app.get(Dispatcher.class).dispatch(app.transport().openSession(), batch, SettlementPolicy.NONE))
                .isEqualTo(DispatchResult.DONE);
    }
}
