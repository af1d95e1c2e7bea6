package dev.tidings.edition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.core.Message;
import dev.tidings.delivery.SendOutcome.Accepted;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.edition.Edition.OpenedBy;
import dev.tidings.edition.Edition.Progress;
import dev.tidings.edition.Edition.Status;
import dev.tidings.schedule.Duties;
import dev.tidings.testing.RecordingTransport;
import dev.tidings.testing.TestHouse;
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
    static final TestHouse house = new TestHouse().with(new Duties(false, true));

    @RegisterExtension
    @Order(2)
    static final TestHouse nextDoor = house.nextDoor().with(new Duties(false, true));

    private final AtomicLong lastHandOver = new AtomicLong();

    @BeforeEach
    void everyBatchTakesAWhile() {
        house.clock().run();
        house.crowd(READERS);
        house.transport().replaying(Duration.ZERO, 5).answering((key, batch) -> {
            lastHandOver.set(System.nanoTime());
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            return RecordingTransport.all(batch, new Accepted("id", null), null);
        });
    }

    @Test
    void pauseAndResumeAreEffectiveWithinTwoSecondsOnBothAndNothingIsLost() {
        Edition edition = goingOut();

        assertThat(control(nextDoor).pause(edition.id())).isTrue();
        long paused = System.nanoTime();
        silence();
        assertThat(lastHandOver.get() - paused).isLessThan(EFFECTIVE_WITHIN.toNanos());
        assertThat(find(edition).progress().owed()).isPositive();

        int before = house.transport().batches().size();
        assertThat(control(house).resume(edition.id())).isTrue();
        await().atMost(EFFECTIVE_WITHIN).until(() -> house.transport().batches().size() > before);

        control(nextDoor).setRate(edition.id(), null);
        await().atMost(Duration.ofSeconds(90)).until(() -> find(edition).status() == Status.CLOSED);
        assertThat(find(edition).progress()).isEqualTo(new Progress(READERS, READERS, 0, 0, 0));
        assertNobodyHasTwo(READERS);
    }

    @Test
    void anotherRateIsEffectiveWithinTwoSecondsOnBoth() {
        Edition edition = goingOut();

        control(nextDoor).setRate(edition.id(), 1);
        long slowed = System.nanoTime();
        await().pollDelay(EFFECTIVE_WITHIN).until(() -> true);
        int before = house.transport().messages().size();
        await().pollDelay(Duration.ofSeconds(5)).until(() -> true);
        int sent = house.transport().messages().size() - before;
        double seconds = Duration.ofNanos(System.nanoTime() - slowed).toMillis() / 1000.0;
        assertThat(sent)
                .as("in %s s, at one a second and five at once", seconds)
                .isBetween(1, 12);

        int slow = house.transport().batches().size();
        control(house).setRate(edition.id(), null);
        await().atMost(EFFECTIVE_WITHIN).until(() -> house.transport().batches().size() > slow + 10);
        finish(edition);
    }

    @Test
    void aCancelledEditionSendsNothingMoreAfterTwoSecondsAndTellsOfEveryLetter() {
        Edition edition = goingOut();

        assertThat(control(nextDoor).cancel(edition.id())).isTrue();
        long cancelled = System.nanoTime();
        await().atMost(Duration.ofSeconds(60)).until(() -> find(edition).status() == Status.CLOSED);

        assertThat(lastHandOver.get() - cancelled).isLessThan(EFFECTIVE_WITHIN.toNanos());
        Progress progress = find(edition).progress();
        assertThat(progress.sent()).isEqualTo(house.transport().messages().size());
        assertThat(progress.sent() + progress.skipped()).isEqualTo(READERS);
    }

    private static Edition goingOut() {
        Edition edition = house.get(EditionOpener.class)
                .openLastCompleted(house.get(DigestCatalog.class).primary(), OpenedBy.API);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> house.transport().messages().size() > READERS / 10);
        return edition;
    }

    private static void finish(Edition edition) {
        control(house).cancel(edition.id());
        await().atMost(Duration.ofSeconds(60)).until(() -> find(edition).status() == Status.CLOSED);
    }

    /** Until nothing has been handed over for three seconds. */
    private void silence() {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> System.nanoTime() - lastHandOver.get()
                        > Duration.ofSeconds(3).toNanos());
    }

    private static void assertNobodyHasTwo(int letters) {
        List<String> ids =
                house.transport().messages().stream().map(Message::messageId).toList();
        assertThat(ids).hasSize(letters).doesNotHaveDuplicates();
    }

    private static EditionControl control(TestHouse node) {
        return node.get(EditionControl.class);
    }

    private static Edition find(Edition edition) {
        return house.get(Editions.class).find(edition.id()).orElseThrow();
    }
}
