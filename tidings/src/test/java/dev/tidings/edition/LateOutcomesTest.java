package dev.tidings.edition;

import static dev.tidings.testing.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.digest.DigestCatalog;
import dev.tidings.edition.Edition.EditionProgress;
import dev.tidings.edition.Edition.OpenedBy;
import dev.tidings.ledger.Batches;
import dev.tidings.ledger.Deliveries;
import dev.tidings.ledger.Dispatcher;
import dev.tidings.ledger.Letters;
import dev.tidings.ledger.SettlementPolicy;
import dev.tidings.ledger.journal.LetterAttempt;
import dev.tidings.ledger.journal.LetterProgress.Answered;
import dev.tidings.ledger.journal.RecordedRun;
import dev.tidings.ledger.journal.RecordedRun.RecordedLetter;
import dev.tidings.testing.TestApplication;
import dev.tidings.transport.SendOutcome.Accepted;
import dev.tidings.transport.SendOutcome.Deferred;
import dev.tidings.transport.SendOutcome.Rejected;
import dev.tidings.transport.Transport.HandOverResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.transaction.support.TransactionTemplate;

/** A node takes another one for dead and settles its batch as unknown, while the other one learns the outcomes. */
class LateOutcomesTest {
    @RegisterExtension
    @Order(1)
    static final TestApplication app = new TestApplication();

    @RegisterExtension
    @Order(2)
    static final TestApplication secondNode = app.secondNode();

    private Edition edition;

    @BeforeEach
    void threeReadersInOneChunk() {
        List.of("ada", "ben", "cleo").forEach(app::insertReader);
        edition = app.get(EditionOpener.class)
                .openLastCompleted(app.get(DigestCatalog.class).primary(), OpenedBy.API);
        app.get(EditionPlanner.class).plan(edition.id());
    }

    @Test
    void outcomesWrittenAfterAnotherNodeSettledTheBatchAreCorrected() {
        app.transport().withReplayWindow(Duration.ZERO, 25).respondingWith((key, batch) -> {
            secondNode.deliver(edition.id(), 1);
            assertThat(app.get(Letters.class).unknownOutcomes(edition.id())).isEqualTo(3);
            return new HandOverResult(
                    List.of(new Accepted("id", null), new Rejected("550 no", false), new Deferred("451 later", null)),
                    null);
        });
        JournalRecovery recovery = app.get(JournalRecovery.class);
        recovery.settle();
        assertThat(recovery.isDue()).isFalse();
        app.deliver(edition.id(), 1);
        assertThat(recovery.isDue()).isTrue();

        recovery.settle();

        assertThat(recovery.isDue()).isFalse();
        assertThat(progress()).isEqualTo(new EditionProgress(3, 1, 0, 1, 1));
        assertThat(app.get(Letters.class).unknownOutcomes(edition.id())).isZero();
        app.transport().respondingWith((key, batch) -> new HandOverResult(List.of(new Accepted("id", null)), null));
        app.clock().advance(Duration.ofMinutes(1));
        app.deliver(edition.id(), 1);
        assertThat(progress()).isEqualTo(new EditionProgress(3, 2, 0, 1, 0));
    }

    @Test
    void lettersThatAnotherNodeSettlesWhileAJournalIsReadAreCorrected() throws InterruptedException {
        app.transport().withReplayWindow(Duration.ZERO, 25).respondingWith((key, batch) -> {
            throw new IllegalStateException("killed");
        });
        assertThatThrownBy(() -> app.deliver(edition.id(), 1)).hasMessage("killed");
        UUID dead = app.jdbc().sql("select run_id from batch").query(UUID.class).single();
        app.get(Batches.class).expandToRows(edition.id(), 1);
        List<RecordedLetter> letters = new ArrayList<>();
        secondNode
                .get(Deliveries.class)
                .interrupted(edition.id(), 1)
                .forEach(letter -> letters.add(new RecordedLetter(
                        new LetterAttempt(letter.id(), letter.attempt()),
                        new Answered(new Rejected("550 no", false)))));
        CountDownLatch settled = new CountDownLatch(1);
        Thread other = Thread.ofPlatform()
                .unstarted(() -> secondNode.get(TransactionTemplate.class).executeWithoutResult(status -> {
                    secondNode
                            .get(Dispatcher.class)
                            .settleUnknown(
                                    secondNode.get(Deliveries.class).interrupted(edition.id(), 1),
                                    "the worker stopped",
                                    SettlementPolicy.NONE);
                    settled.countDown();
                    await().until(LateOutcomesTest::aTransactionWaits);
                }));
        other.start();
        settled.await();

        app.get(JournalRecovery.class).settle(new RecordedRun(dead, true, letters, 0));
        other.join();

        assertThat(progress()).isEqualTo(new EditionProgress(3, 0, 0, 3, 0));
        assertThat(app.get(Letters.class).unknownOutcomes(edition.id())).isZero();
    }

    private static boolean aTransactionWaits() {
        return app.jdbc()
                .sql(
                        "select exists (select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock')")
                .query(Boolean.class)
                .single();
    }

    private EditionProgress progress() {
        return app.get(Editions.class).find(edition.id()).orElseThrow().progress();
    }
}
