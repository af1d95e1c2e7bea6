package dev.tidings.edition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.digest.DigestCatalog;
import dev.tidings.edition.Edition.OpenedBy;
import dev.tidings.testing.RecordingTransport;
import dev.tidings.testing.TestApplication;
import dev.tidings.transport.SendOutcome.Accepted;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A worker on a chunk of twenty batches, each of which takes a second. */
class YieldingWorkerTest {
    private static final int BATCH = 5;
    private static final int BATCHES = 20;

    @RegisterExtension
    static final TestApplication app = new TestApplication();

    private long edition;

    @BeforeEach
    void aPlannedEditionAndNoOtherWork() {
        app.insertReaders(BATCHES * BATCH);
        app.transport().withReplayWindow(Duration.ZERO, BATCH).respondingWith((key, batch) -> {
            app.ticker().advance(Duration.ofSeconds(1));
            return RecordingTransport.all(batch, new Accepted("id", null), null);
        });
        edition = app.get(EditionOpener.class)
                .openLastCompleted(app.get(DigestCatalog.class).primary(), OpenedBy.API)
                .id();
        app.get(EditionPlanner.class).plan(edition);
        app.jdbc().sql("truncate scheduled_tasks").update();
    }

    @Test
    void aWorkerKeepsItsChunkWhileNothingElseWaits() {
        assertThat(app.deliver(edition, 1)).isEmpty();

        assertThat(app.transport().batches()).hasSize(BATCHES);
    }

    @Test
    void aWorkerLeavesItsChunkAfterTwoSecondsIfOtherWorkWaits() {
        app.get(WorkQueue.class).enqueuePlanning(edition + 1);

        assertThat(app.deliver(edition, 1)).hasValue(Duration.ofSeconds(2));

        assertThat(app.transport().batches()).hasSize(2);
    }
}
