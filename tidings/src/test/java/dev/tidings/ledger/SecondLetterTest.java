package dev.tidings.ledger;

import static dev.tidings.testing.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.digest.DigestCatalog;
import dev.tidings.edition.Edition;
import dev.tidings.edition.Edition.EditionProgress;
import dev.tidings.edition.Edition.EditionStatus;
import dev.tidings.edition.Edition.OpenedBy;
import dev.tidings.edition.EditionOpener;
import dev.tidings.edition.EditionPlanner;
import dev.tidings.edition.Editions;
import dev.tidings.ledger.Chunks.NewChunk;
import dev.tidings.ledger.ComposedLetter.NewLetter;
import dev.tidings.testing.RecordingTransport;
import dev.tidings.testing.TestApplication;
import dev.tidings.transport.SendOutcome.Accepted;
import dev.tidings.transport.SendOutcome.Deferred;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.transaction.support.TransactionTemplate;

/** A user who is in an edition twice, or already has a letter of the same digest and period, gets one letter. */
class SecondLetterTest {
    private static final String DUPLICATE = "has a letter of this period already";

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
    void aUserInTwoChunksGetsOneLetter() {
        app.insertReader("dan");
        addChunk("ben", "cleo", "dan");

        app.deliver(edition, 1);
        app.deliver(edition, 2);

        assertThat(addresses()).containsExactlyInAnyOrder("ada", "ben", "cleo", "dan");
        assertThat(remarks(2)).containsExactly("ben: " + DUPLICATE, "cleo: " + DUPLICATE);
        assertClosed(new EditionProgress(4, 4, 0, 0, 0));
    }

    @Test
    void aDuplicateIsRemovedWhileTheFirstLetterIsInFlight() {
        addChunk("ben", "cleo");
        AtomicBoolean first = new AtomicBoolean(true);
        app.transport().respondingWith((key, batch) -> {
            if (first.getAndSet(false)) {
                app.deliver(edition, 2);
                assertThat(remarks(2)).hasSize(2);
            }
            return RecordingTransport.all(batch, new Accepted("id", null), null);
        });

        app.deliver(edition, 1);

        assertThat(addresses()).containsExactlyInAnyOrder("ada", "ben", "cleo");
        assertClosed(new EditionProgress(3, 3, 0, 0, 0));
    }

    @Test
    void aDuplicateIsRemovedWhileTheFirstLetterIsOwed() {
        app.transport()
                .respondingWith((key, batch) ->
                        RecordingTransport.all(batch, new Deferred("421 later", Duration.ofMinutes(5)), null));
        addChunk("ben");
        app.deliver(edition, 1);
        app.transport().reset();

        app.deliver(edition, 2);

        assertThat(addresses()).isEmpty();
        assertThat(remarks(2)).containsExactly("ben: " + DUPLICATE);
        app.clock().advance(Duration.ofMinutes(6));
        app.deliver(edition, 1);
        assertThat(addresses()).containsExactlyInAnyOrder("ada", "ben", "cleo");
        assertClosed(new EditionProgress(3, 3, 0, 0, 0));
    }

    @Test
    void aUserTwiceInOneChunkGetsOneLetter() {
        app.jdbc()
                .sql("update chunk set user_ids = array['ada', 'ben', 'ben', 'cleo', 'ada'], due = 5")
                .update();

        app.deliver(edition, 1);

        assertThat(addresses()).containsExactlyInAnyOrder("ada", "ben", "cleo");
        assertThat(remarks(1)).containsExactly("ben: " + DUPLICATE, "ada: " + DUPLICATE);
        assertClosed(new EditionProgress(3, 3, 0, 0, 0));
    }

    @Test
    void aUserWithALetterInImportedHistoryGetsNone() {
        importHistory("ben");

        app.deliver(edition, 1);

        assertThat(addresses()).containsExactlyInAnyOrder("ada", "cleo");
        assertThat(remarks(1)).containsExactly("ben: " + DUPLICATE);
        assertClosed(new EditionProgress(2, 2, 0, 0, 0));
        assertThat(app.jdbc()
                        .sql("select count(*) from digest_log where user_id = 'ben'")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void anOptedOutUserWithALetterIsRemovedInsteadOfSkipped() {
        app.jdbc()
                .sql("update users set opt_in_digest = false where id = 'ben'")
                .update();
        importHistory("ben");

        app.deliver(edition, 1);

        assertThat(addresses()).containsExactlyInAnyOrder("ada", "cleo");
        assertClosed(new EditionProgress(2, 2, 0, 0, 0));
    }

    @Test
    void anOwedLetterSettledElsewhereIsDeletedAndTheOthersAreSent() {
        app.transport()
                .respondingWith((key, batch) ->
                        RecordingTransport.all(batch, new Deferred("421 later", Duration.ofMinutes(5)), null));
        app.deliver(edition, 1);
        app.transport().reset();
        importHistory("ben");
        app.clock().advance(Duration.ofMinutes(6));

        app.deliver(edition, 1);

        assertThat(addresses()).containsExactlyInAnyOrder("ada", "cleo");
        assertThat(remarks(1)).containsExactly("ben: has a settled letter already");
        assertClosed(new EditionProgress(2, 2, 0, 0, 0));
    }

    @Test
    void aBatchThatMayBeOutIsNotRepeatedIfALetterIsSettledElsewhere() {
        app.transport()
                .withReplayWindow(Duration.ofHours(23), 50)
                .respondingWith((key, batch) -> RecordingTransport.unanswered(batch));
        app.deliver(edition, 1);
        int handedOver = app.transport().batches().size();
        importHistory("ben");
        app.clock().advance(Duration.ofMinutes(6));

        app.deliver(edition, 1);

        assertThat(app.transport().batches()).hasSize(handedOver);
        assertThat(remarks(1)).containsExactly("ben: has a settled letter already");
        assertClosed(new EditionProgress(2, 0, 0, 2, 0));
    }

    @Test
    void anInterruptedBatchIsNotRepeatedIfALetterIsSettledElsewhere() {
        app.transport().withReplayWindow(Duration.ofHours(23), 50).respondingWith((key, batch) -> {
            throw new IllegalStateException("power failure");
        });
        try {
            app.deliver(edition, 1);
        } catch (IllegalStateException power) {
            app.transport()
                    .respondingWith((key, batch) -> RecordingTransport.all(batch, new Accepted("id", null), null));
        }
        int handedOver = app.transport().batches().size();
        importHistory("ben");

        app.deliver(edition, 1);

        assertThat(app.transport().batches()).hasSize(handedOver);
        assertThat(find().progress()).isEqualTo(new EditionProgress(3, 0, 0, 2, 1));
        assertThat(app.jdbc()
                        .sql("select last_error from delivery where user_id = 'ben' and next_attempt_at is null")
                        .query(String.class)
                        .single())
                .startsWith("outcome unknown: its batch cannot be repeated completely, but not settled: ");
    }

    @Test
    void ofTwoConcurrentWorkersWithTheSameUserTheSecondWaitsAndStoresNothing() throws InterruptedException {
        addChunk("ben");
        NewLetters newLetters = app.get(NewLetters.class);
        ChunkSlice one = new ChunkSlice(
                edition,
                1,
                0,
                TestApplication.MONDAY,
                List.of(new NewLetter(1, "ada", "{}", 1, 0), new NewLetter(2, "ben", "{}", 1, 0)));
        ChunkSlice other =
                new ChunkSlice(edition, 2, 0, TestApplication.MONDAY, List.of(new NewLetter(3, "ben", "{}", 1, 0)));
        CountDownLatch stored = new CountDownLatch(1);
        CountDownLatch waited = new CountDownLatch(1);
        Thread first = Thread.ofVirtual()
                .start(() -> app.get(TransactionTemplate.class).executeWithoutResult(status -> {
                    newLetters.begin(one);
                    newLetters.storeBatch(one, "one", one.newLetters());
                    stored.countDown();
                    awaitQuietly(waited);
                }));
        stored.await();
        AtomicBoolean written = new AtomicBoolean(true);
        Thread second = Thread.ofVirtual()
                .start(() -> written.set(app.get(IntentWriter.class)
                        .write(other, new NewBatch("other", Set.of(3L)), SettlementPolicy.NONE)));

        await().until(SecondLetterTest::isSessionWaitingForLock);
        waited.countDown();
        first.join();
        second.join();

        assertThat(written).isFalse();
        assertThat(app.jdbc().sql("select key from batch").query(String.class).list())
                .containsExactly("one");
        assertThat(remarks(2)).containsExactly("ben: " + DUPLICATE);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isSessionWaitingForLock() {
        return app.jdbc()
                .sql(
                        "select exists (select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database())")
                .query(Boolean.class)
                .single();
    }

    private void addChunk(String... users) {
        app.get(Chunks.class).add(edition, 2, new NewChunk(List.of(users)));
    }

    /** Inserts a settled letter of the edition's digest and period that belongs to another edition. */
    private void importHistory(String user) {
        app.jdbc().sql("""
                        insert into digest_log (id, user_id, period_start, period_end, status, digest, edition_id, chunk_number, kind,
                                                sent_at)
                        select nextval('letter_id'), :user, period_start, period_end, 'sent', digest, -1, 1, 'regular', now()
                        from edition where id = :edition
                        """).param("user", user).param("edition", edition).update();
    }

    private List<String> remarks(int chunk) {
        return app.jdbc()
                .sql("select unnest(remarks) from chunk where edition_id = :edition and number = :chunk")
                .param("edition", edition)
                .param("chunk", chunk)
                .query(String.class)
                .list();
    }

    /** The names before the @ of the addresses that letters were handed over to. */
    private static List<String> addresses() {
        return app.transport().messages().stream()
                .map(message -> message.to().address().value())
                .map(address -> address.substring(0, address.indexOf('@')))
                .toList();
    }

    private Edition find() {
        return app.get(Editions.class).find(edition).orElseThrow();
    }

    private void assertClosed(EditionProgress progress) {
        assertThat(find().progress()).isEqualTo(progress);
        assertThat(find().status()).isEqualTo(EditionStatus.CLOSED);
        assertThat(app.jdbc()
                        .sql("select count(*) from digest_log where edition_id = :edition")
                        .param("edition", edition)
                        .query(Long.class)
                        .single())
                .isEqualTo(progress.due());
    }
}
