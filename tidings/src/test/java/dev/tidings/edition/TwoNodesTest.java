package dev.tidings.edition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.core.Message;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.edition.Edition.EditionProgress;
import dev.tidings.edition.Edition.EditionStatus;
import dev.tidings.edition.Edition.OpenedBy;
import dev.tidings.schedule.NodeRoles;
import dev.tidings.testing.RecordingTransport;
import dev.tidings.testing.TestApplication;
import dev.tidings.transport.SendOutcome.Accepted;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two nodes at work on one edition, and what is asked of one of them. */
class TwoNodesTest {
    private static final int READERS = 3_000;
    private static final Duration EFFECTIVE_WITHIN = Duration.ofSeconds(2);

    @RegisterExtension
    @Order(1)
    static final TestApplication app = new TestApplication().with(new NodeRoles(false, true));

    @RegisterExtension
    @Order(2)
    static final TestApplication secondNode = app.secondNode().with(new NodeRoles(false, true));

    private final AtomicLong lastHandOver = new AtomicLong();

    @BeforeEach
    void everyBatchTakesAWhile() {
        app.clock().run();
        app.insertReaders(READERS);
        app.transport().withReplayWindow(Duration.ZERO, 5).respondingWith((key, batch) -> {
            lastHandOver.set(System.nanoTime());
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            return RecordingTransport.all(batch, new Accepted("id", null), null);
        });
    }

    @Test
    void pauseAndResumeAreEffectiveWithinTwoSecondsOnBothAndNothingIsLost() {
        Edition edition = goingOut();

        assertThat(control(secondNode).pause(edition.id())).isTrue();
        long paused = System.nanoTime();
        silence();
        assertThat(lastHandOver.get() - paused).isLessThan(EFFECTIVE_WITHIN.toNanos());
        assertThat(find(edition).progress().owed()).isPositive();

        int before = app.transport().batches().size();
        assertThat(control(app).resume(edition.id())).isTrue();
        await().atMost(EFFECTIVE_WITHIN).until(() -> app.transport().batches().size() > before);

        control(secondNode).setRate(edition.id(), null);
        await().atMost(Duration.ofSeconds(90)).until(() -> find(edition).status() == EditionStatus.CLOSED);
        assertThat(find(edition).progress()).isEqualTo(new EditionProgress(READERS, READERS, 0, 0, 0));
        assertNobodyHasTwo(READERS);
    }

    @Test
    void anotherRateIsEffectiveWithinTwoSecondsOnBoth() {
        Edition edition = goingOut();

        control(secondNode).setRate(edition.id(), 1);
        long slowed = System.nanoTime();
        await().pollDelay(EFFECTIVE_WITHIN).until(() -> true);
        int before = app.transport().messages().size();
        await().pollDelay(Duration.ofSeconds(5)).until(() -> true);
        int sent = app.transport().messages().size() - before;
        double seconds = Duration.ofNanos(System.nanoTime() - slowed).toMillis() / 1000.0;
        assertThat(sent)
                .as("in %s s, at one a second and five at once", seconds)
                .isBetween(1, 12);

        int slow = app.transport().batches().size();
        control(app).setRate(edition.id(), null);
        await().atMost(EFFECTIVE_WITHIN).until(() -> app.transport().batches().size() > slow + 10);
        finish(edition);
    }

    @Test
    void aCancelledEditionSendsNothingMoreAfterTwoSecondsAndTellsOfEveryLetter() {
        Edition edition = goingOut();

        assertThat(control(secondNode).cancel(edition.id())).isTrue();
        long cancelled = System.nanoTime();
        await().atMost(Duration.ofSeconds(60)).until(() -> find(edition).status() == EditionStatus.CLOSED);

        assertThat(lastHandOver.get() - cancelled).isLessThan(EFFECTIVE_WITHIN.toNanos());
        EditionProgress progress = find(edition).progress();
        assertThat(progress.sent()).isEqualTo(app.transport().messages().size());
        assertThat(progress.sent() + progress.skipped()).isEqualTo(READERS);
    }

    private static Edition goingOut() {
        Edition edition = app.get(EditionOpener.class)
                .openLastCompleted(app.get(DigestCatalog.class).primary(), OpenedBy.API);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> app.transport().messages().size() > READERS / 10);
        return edition;
    }

    private static void finish(Edition edition) {
        control(app).cancel(edition.id());
        await().atMost(Duration.ofSeconds(60)).until(() -> find(edition).status() == EditionStatus.CLOSED);
    }

    /** Until nothing has been handed over for three seconds. */
    private void silence() {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> System.nanoTime() - lastHandOver.get()
                        > Duration.ofSeconds(3).toNanos());
    }

    private static void assertNobodyHasTwo(int letters) {
        List<String> ids =
                app.transport().messages().stream().map(Message::messageId).toList();
        assertThat(ids).hasSize(letters).doesNotHaveDuplicates();
    }

    private static EditionControl control(TestApplication node) {
        return node.get(EditionControl.class);
    }

    private static Edition find(Edition edition) {
        return app.get(Editions.class).find(edition.id()).orElseThrow();
    }
}
