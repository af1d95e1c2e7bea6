package dev.tidings.edition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.digest.DigestCatalog;
import dev.tidings.edition.Edition.EditionProgress;
import dev.tidings.edition.Edition.OpenedBy;
import dev.tidings.testing.RecordingTransport;
import dev.tidings.testing.TestApplication;
import dev.tidings.transport.SendOutcome;
import dev.tidings.transport.SendOutcome.Accepted;
import dev.tidings.transport.SendOutcome.Deferred;
import dev.tidings.transport.Transport.HandOverResult;
import dev.tidings.transport.Transport.RetryMode;
import dev.tidings.transport.Transport.TransportStatus;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The mail server is down while an edition is sent. */
class TransportOutageTest {
    private static final int READERS = 10;

    @RegisterExtension
    static final TestApplication app = new TestApplication();

    @Test
    void afterThreeFailedBatchesTheRestStaysOwedWithoutAnAttempt() {
        Edition edition = planned();

        Optional<Duration> wait = deliver(edition);

        assertThat(app.transport().batches()).hasSize(3);
        assertThat(find(edition).progress()).isEqualTo(new EditionProgress(READERS, 0, 0, 0, READERS));
        assertThat(notAttempted()).isEqualTo(READERS - 3);
        assertThat(wait.orElseThrow()).isGreaterThan(Duration.ofSeconds(3));
    }

    @Test
    void oneBatchProbesAndTheRestIsSentAfterItsSuccess() {
        Edition edition = planned();
        deliver(edition);
        endOpenTime();

        deliver(edition);
        assertThat(app.transport().batches()).as("a probe that failed").hasSize(4);

        endOpenTime();
        app.transport().respondingWith((key, batch) -> RecordingTransport.all(batch, new Accepted("id", null), null));
        deliver(edition);
        assertThat(find(edition).progress().sent()).isEqualTo(READERS - 4);
        app.clock().advance(Duration.ofMinutes(5));
        assertThat(deliver(edition)).isEmpty();
        assertThat(find(edition).progress()).isEqualTo(new EditionProgress(READERS, READERS, 0, 0, 0));
    }

    @Test
    void aProbeThatConnectsSlowlyIsHandedOver() {
        Edition edition = planned();
        deliver(edition);
        endOpenTime();
        app.transport()
                .whileOpeningSessions(() -> app.ticker().advance(Duration.ofMillis(250)))
                .respondingWith((key, batch) -> RecordingTransport.all(batch, new Accepted("id", null), null));

        deliver(edition);

        assertThat(find(edition).progress().sent()).isEqualTo(READERS - 3);
    }

    private static Edition planned() {
        app.insertReaders(READERS);
        Edition edition = app.get(EditionOpener.class)
                .openLastCompleted(app.get(DigestCatalog.class).primary(), OpenedBy.API);
        app.get(EditionPlanner.class).plan(edition.id());
        app.transport()
                .withReplayWindow(Duration.ZERO, 1)
                .respondingWith((key, batch) -> new HandOverResult(
                        batch.stream()
                                .<SendOutcome>map(message -> new Deferred("down", null))
                                .toList(),
                        null,
                        RetryMode.ANY_BATCH,
                        TransportStatus.failed("the mail server cannot be reached")));
        return edition;
    }

    private static Optional<Duration> deliver(Edition edition) {
        return app.deliver(edition.id(), 1);
    }

    private static void endOpenTime() {
        app.jdbc()
                .sql("update circuit_breaker set next_probe_at = clock_timestamp() - interval '1 second'")
                .update();
    }

    private static Edition find(Edition edition) {
        return app.get(Editions.class).find(edition.id()).orElseThrow();
    }

    private static long notAttempted() {
        return app.jdbc()
                .sql("select count(*) from delivery where attempt = 0")
                .query(Long.class)
                .single();
    }
}
