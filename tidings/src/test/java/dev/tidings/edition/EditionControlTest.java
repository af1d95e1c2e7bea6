package dev.tidings.edition;

import static dev.tidings.testing.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.core.Ticker;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.edition.Edition.EditionProgress;
import dev.tidings.edition.Edition.EditionStatus;
import dev.tidings.edition.Edition.OpenedBy;
import dev.tidings.ledger.DispatchResult.Later;
import dev.tidings.testing.Eventually;
import dev.tidings.testing.RecordingTransport;
import dev.tidings.testing.TestApplication;
import dev.tidings.throttle.RateLimiter;
import dev.tidings.throttle.RateLimiter.RateReservation;
import dev.tidings.transport.SendOutcome.Accepted;
import dev.tidings.transport.SendOutcome.Deferred;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

class EditionControlTest {
    @RegisterExtension
    static final TestApplication app = new TestApplication();

    @Test
    void aPausedEditionSendsNothingUntilItIsResumed() {
        app.insertReader("ada");
        Edition edition = planned();

        assertThat(control().pause(edition.id())).isTrue();
        deliver(edition);
        assertThat(app.transport().messages()).isEmpty();
        assertThat(find(edition).status()).isEqualTo(EditionStatus.PAUSED);

        assertThat(control().resume(edition.id())).isTrue();
        deliver(edition);
        assertThat(app.transport().messages()).hasSize(1);
        assertThat(find(edition).status()).isEqualTo(EditionStatus.CLOSED);
    }

    @Test
    void aPauseTakesEffectAtTheNextBatch() {
        readers(5);
        Edition edition = planned();
        app.transport().withReplayWindow(Duration.ZERO, 2).respondingWith((key, batch) -> {
            control().pause(edition.id());
            return RecordingTransport.all(batch, new Accepted("id", null), null);
        });

        deliver(edition);

        assertThat(app.transport().messages()).hasSize(2);
        assertThat(find(edition).progress()).isEqualTo(new EditionProgress(5, 2, 0, 0, 3));
    }

    @Test
    void aPauseStopsABatchThatWaitsForItsSession() {
        readers(5);
        Edition edition = planned();
        app.transport().whileOpeningSessions(() -> {
            control().pause(edition.id());
            app.ticker().advance(Duration.ofMillis(250));
        });

        deliver(edition);

        assertThat(app.transport().messages()).isEmpty();
        assertThat(count("delivery where attempt > 0 or handed_over_at is not null"))
                .as("letters with an intent")
                .isZero();
        assertThat(find(edition).progress()).isEqualTo(new EditionProgress(5, 0, 0, 0, 5));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aPauseStopsLettersWhoseIntentWaitsForALock(boolean owed) throws InterruptedException {
        readers(5);
        Edition edition = planned();
        if (owed) {
            deferAll(edition);
        }
        Thread delivery = app.get(TransactionTemplate.class).execute(status -> {
            app.get(JdbcClient.class)
                    .sql("update users set name = 'changed' where id = 'reader-3'")
                    .update();
            Thread waiting = Thread.ofVirtual().start(() -> deliver(edition));
            await().until(() -> count("pg_locks where not granted") > 0);
            inOwnThread(() -> control().pause(edition.id()));
            return waiting;
        });
        assertThat(delivery.join(Eventually.PATIENCE)).isTrue();

        assertThat(app.transport().messages()).isEmpty();
        assertThat(count("batch") + count("delivery where handed_over_at is not null"))
                .as("letters with an intent")
                .isZero();

        control().resume(edition.id());
        deliver(edition);
        assertThat(app.transport().messages()).hasSize(5);
    }

    private static void deferAll(Edition edition) {
        app.transport()
                .respondingWith((key, batch) -> RecordingTransport.all(batch, new Deferred("later", null), null));
        deliver(edition);
        app.transport().reset();
        app.clock().advance(Duration.ofHours(1));
    }

    private static int count(String rows) {
        return app.jdbc()
                .sql("select count(*) from " + rows)
                .query(Integer.class)
                .single();
    }

    private static void inOwnThread(Runnable action) {
        try {
            assertThat(Thread.ofVirtual().start(action).join(Eventually.PATIENCE))
                    .isTrue();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    @Test
    void aWorkerThatLostItsChunkSendsNoFurtherBatch() {
        readers(5);
        Edition edition = planned();
        AtomicBoolean holdsChunk = new AtomicBoolean(true);
        app.transport().withReplayWindow(Duration.ZERO, 2).respondingWith((key, batch) -> {
            holdsChunk.set(false);
            return RecordingTransport.all(batch, new Accepted("id", null), null);
        });

        assertThat(app.get(ChunkDeliverer.class).deliver(edition.id(), 1, holdsChunk::get))
                .contains(Duration.ZERO);

        assertThat(app.transport().messages()).hasSize(2);
        assertThat(find(edition).progress()).isEqualTo(new EditionProgress(5, 2, 0, 0, 3));
    }

    @Test
    void aCancelledEditionSkipsItsOwedLettersAndCloses() {
        readers(5);
        Edition edition = planned();
        app.transport().withReplayWindow(Duration.ZERO, 2).respondingWith((key, batch) -> {
            control().cancel(edition.id());
            return RecordingTransport.all(batch, new Accepted("id", null), null);
        });

        deliver(edition);
        deliver(edition);

        assertThat(find(edition).progress()).isEqualTo(new EditionProgress(5, 2, 3, 0, 0));
        assertThat(find(edition).status()).isEqualTo(EditionStatus.CLOSED);
        assertThat(reasons()).containsExactly("CANCELLED", "CANCELLED", "CANCELLED");
    }

    @Test
    void anEditionCancelledBeforeItsFirstLetterSkipsEveryone() {
        readers(3);
        Edition edition = planned();

        control().cancel(edition.id());
        deliver(edition);

        assertThat(app.transport().messages()).isEmpty();
        assertThat(find(edition).progress()).isEqualTo(new EditionProgress(3, 0, 3, 0, 0));
        assertThat(find(edition).status()).isEqualTo(EditionStatus.CLOSED);
    }

    @Test
    void cancellingEndsPlanning() {
        readers(3);
        Edition edition = app.get(EditionOpener.class)
                .openLastCompleted(app.get(DigestCatalog.class).primary(), OpenedBy.API);

        control().cancel(edition.id());
        app.get(EditionPlanner.class).plan(edition.id());

        assertThat(find(edition).progress()).isEqualTo(new EditionProgress(0, 0, 0, 0, 0));
        assertThat(find(edition).status()).isEqualTo(EditionStatus.CLOSED);
    }

    @Test
    void aStoppedEditionCanBeCancelled() {
        app.insertReader("ada");
        Edition edition = planned();
        app.transport()
                .respondingWith((key, batch) -> RecordingTransport.all(batch, new Deferred("401", null), "wrong key"));
        deliver(edition);
        assertThat(find(edition).status()).isEqualTo(EditionStatus.STOPPED);

        control().cancel(edition.id());
        deliver(edition);

        assertThat(find(edition).progress()).isEqualTo(new EditionProgress(1, 0, 1, 0, 0));
        assertThat(find(edition).status()).isEqualTo(EditionStatus.CLOSED);
    }

    @Test
    void aClosedEditionCanNeitherBePausedNorCancelledNorResumed() {
        app.insertReader("ada");
        Edition edition = planned();
        deliver(edition);

        assertThat(control().pause(edition.id())).isFalse();
        assertThat(control().cancel(edition.id())).isFalse();
        assertThat(control().resume(edition.id())).isFalse();
        assertThat(control().setRate(edition.id(), 5)).isFalse();
    }

    @Test
    void aRateIsSharedByAllReservations() {
        RateLimiter rateLimiter = app.get(RateLimiter.class);
        rateLimiter.reset("lane");
        long startNanos = Ticker.SYSTEM.nanos();

        List<RateReservation> reservations = List.of(
                rateLimiter.reserve("lane", "all", 50, 100),
                rateLimiter.reserve("lane", "all", 50, 100),
                rateLimiter.reserve("lane", "all", 1, 100));

        assertThat(reservations).allMatch(RateReservation::granted);
        assertThat(reservations.get(0).delay()).isZero();
        Duration elapsed = Ticker.SYSTEM.since(startNanos);
        assertThat(reservations.get(1).delay()).isBetween(after(elapsed, 500), Duration.ofMillis(501));
        assertThat(reservations.get(2).delay()).isBetween(after(elapsed, 1000), Duration.ofMillis(1001));
    }

    private static Duration after(Duration elapsed, int millis) {
        Duration left = Duration.ofMillis(millis).minus(elapsed);
        return left.isNegative() ? Duration.ZERO : left;
    }

    @Test
    void aHigherRateReleasesAWaitingWorker() throws InterruptedException {
        app.insertReader("ada");
        Edition edition = planned();
        control().setRate(edition.id(), 1);
        awaitTurn(edition, 600);
        Thread waiting = Thread.ofVirtual().start(() -> awaitTurn(edition, 1));

        control().setRate(edition.id(), 1000);

        assertThat(waiting.join(Eventually.PATIENCE)).isTrue();
    }

    @Test
    void aPauseReleasesAWaitingWorker() throws InterruptedException {
        app.insertReader("ada");
        Edition edition = planned();
        control().setRate(edition.id(), 1);
        awaitTurn(edition, 600);
        Thread waiting = Thread.ofVirtual().start(() -> awaitTurn(edition, 1));

        control().pause(edition.id());

        assertThat(waiting.join(Eventually.PATIENCE)).isTrue();
    }

    private static Optional<Later> awaitTurn(Edition edition, int letters) {
        return app.get(SendThrottle.class)
                .awaitTurn(edition, app.transport(), letters, new TimeSlice(app.ticker(), () -> false));
    }

    private static void readers(int count) {
        for (int i = 0; i < count; i++) {
            app.insertReader("reader-" + i);
        }
    }

    private static EditionControl control() {
        return app.get(EditionControl.class);
    }

    private static Edition planned() {
        Edition edition = app.get(EditionOpener.class)
                .openLastCompleted(app.get(DigestCatalog.class).primary(), OpenedBy.API);
        app.get(EditionPlanner.class).plan(edition.id());
        return edition;
    }

    private static void deliver(Edition edition) {
        app.deliver(edition.id(), 1);
    }

    private static Edition find(Edition edition) {
        return app.get(Editions.class).find(edition.id()).orElseThrow();
    }

    private static List<String> reasons() {
        return app.jdbc()
                .sql("select skip_reason from digest_log where status = 'skipped'")
                .query(String.class)
                .list();
    }
}
