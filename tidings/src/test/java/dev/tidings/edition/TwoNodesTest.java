package dev.tidings.edition;

import static dev.tidings.testing.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.core.Message;
import dev.tidings.core.Ticker;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.edition.Edition.EditionProgress;
import dev.tidings.edition.Edition.EditionStatus;
import dev.tidings.edition.Edition.OpenedBy;
import dev.tidings.schedule.NodeRoles;
import dev.tidings.testing.RecordingTransport;
import dev.tidings.testing.TestApplication;
import dev.tidings.transport.SendOutcome.Accepted;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two nodes send one edition. Changes requested at one node apply to both. */
class TwoNodesTest {
    private static final int READERS = 3_000;
    private static final int BATCH = 5;

    /** One batch per chunk may be past its last check when the edition is changed. */
    private static final int IN_FLIGHT = 6;

    /** Workers check the chunks of a stopped edition once a minute. The changes must apply earlier. */
    private static final Duration BEFORE_THE_NEXT_CHECK = Duration.ofSeconds(50);

    @RegisterExtension
    @Order(1)
    static final TestApplication app = new TestApplication().with(new NodeRoles(false, true));

    @RegisterExtension
    @Order(2)
    static final TestApplication secondNode = app.secondNode().with(new NodeRoles(false, true));

    @BeforeEach
    void insertReadersAndSlowDownBatches() {
        app.clock().run();
        app.insertReaders(READERS);
        app.transport().withReplayWindow(Duration.ZERO, BATCH).respondingWith((key, batch) -> {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            return RecordingTransport.all(batch, new Accepted("id", null), null);
        });
    }

    @Test
    void pauseAndResumeTakeEffectAtOnceOnBothNodesAndLoseNothing() {
        Edition edition = startSending();

        assertThat(control(secondNode).pause(edition.id())).isTrue();
        int paused = batches();
        await().until(TwoNodesTest::noChunkIsInProgress);
        int before = batches();
        assertThat(before - paused).as("batches after the pause").isBetween(0, IN_FLIGHT);
        assertThat(find(edition).progress().owed()).isPositive();

        assertThat(control(app).resume(edition.id())).isTrue();
        await().atMost(BEFORE_THE_NEXT_CHECK).until(() -> batches() > before);
        await().until(() -> find(edition).status() == EditionStatus.CLOSED);
        assertThat(find(edition).progress()).isEqualTo(new EditionProgress(READERS, READERS, 0, 0, 0));
        assertNoDuplicates(READERS);
    }

    @Test
    void aNewRateTakesEffectAtOnceOnBothNodes() {
        Edition edition = startSending();

        control(secondNode).setRate(edition.id(), 2 * BATCH);
        int before = batches();
        long slowed = Ticker.SYSTEM.nanos();
        await().until(() -> batches() > before + IN_FLIGHT + 10);
        int sent = batches() - before;
        double seconds = Ticker.SYSTEM.since(slowed).toMillis() / 1000.0;
        assertThat(sent)
                .as("batches in %s s, at two a second after those in flight", seconds)
                .isLessThanOrEqualTo(IN_FLIGHT + 1 + (int) Math.ceil(2 * seconds));

        int slow = batches();
        control(app).setRate(edition.id(), null);
        await().atMost(BEFORE_THE_NEXT_CHECK).until(() -> batches() > slow + 100);
        finish(edition);
    }

    @Test
    void aCancelledEditionSendsNothingMoreAndSettlesEveryLetter() {
        Edition edition = startSending();

        assertThat(control(secondNode).cancel(edition.id())).isTrue();
        int cancelled = batches();
        await().until(() -> find(edition).status() == EditionStatus.CLOSED);

        assertThat(batches() - cancelled).as("batches after the cancellation").isBetween(0, IN_FLIGHT);
        EditionProgress progress = find(edition).progress();
        assertThat(progress.sent()).isEqualTo(app.transport().messages().size());
        assertThat(progress.sent() + progress.skipped()).isEqualTo(READERS);
    }

    private static Edition startSending() {
        Edition edition = app.get(EditionOpener.class)
                .openLastCompleted(app.get(DigestCatalog.class).primary(), OpenedBy.API);
        await().until(() -> app.transport().messages().size() > READERS / 10);
        return edition;
    }

    private static void finish(Edition edition) {
        control(app).cancel(edition.id());
        await().until(() -> find(edition).status() == EditionStatus.CLOSED);
    }

    private static int batches() {
        return app.transport().batches().size();
    }

    private static boolean noChunkIsInProgress() {
        return app.jdbc()
                .sql("select not exists (select from scheduled_tasks where task_name = 'deliver-chunk'"
                        + " and (picked or execution_time <= :soon))")
                .param("soon", app.clock().instant().plusSeconds(5).atOffset(ZoneOffset.UTC))
                .query(Boolean.class)
                .single();
    }

    private static void assertNoDuplicates(int letters) {
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
