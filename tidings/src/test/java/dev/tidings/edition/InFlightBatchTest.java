package dev.tidings.edition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tidings.digest.Digest;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.edition.Edition.EditionProgress;
import dev.tidings.edition.Edition.OpenedBy;
import dev.tidings.ledger.ChunkSlice;
import dev.tidings.ledger.Chunks;
import dev.tidings.ledger.ComposedLetter.NewLetter;
import dev.tidings.ledger.IntentWriter;
import dev.tidings.ledger.LetterRow;
import dev.tidings.ledger.LetterRow.LetterStatus;
import dev.tidings.ledger.Letters;
import dev.tidings.ledger.NewBatch;
import dev.tidings.testing.RecordingTransport;
import dev.tidings.testing.TestApplication;
import dev.tidings.transport.SendOutcome.Accepted;
import dev.tidings.transport.SendOutcome.Deferred;
import dev.tidings.transport.SendOutcome.Rejected;
import dev.tidings.transport.Transport.HandOverResult;
import dev.tidings.transport.Transport.RetryMode;
import dev.tidings.transport.Transport.TransportStatus;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.dao.DataIntegrityViolationException;

/** New letters in flight share one batch row until their outcomes differ. */
class InFlightBatchTest {
    private static final Accepted ACCEPTED = new Accepted("id", null);

    @RegisterExtension
    static final TestApplication app = new TestApplication();

    private Edition edition;

    @BeforeEach
    void aChunkOfThreeReaders() {
        List.of("ada", "ben", "cleo").forEach(app::insertReader);
        edition = app.get(EditionOpener.class).openLastCompleted(digest(), OpenedBy.API);
        app.get(EditionPlanner.class).plan(edition.id());
    }

    @Test
    void lettersInFlightAreOneRowAndAreListedAsLetters() {
        whileInFlight(() -> {
            assertThat(count("batch")).isEqualTo(1);
            assertThat(count("delivery")).isZero();
            List<LetterRow> letters = letters();
            assertThat(letters).extracting(LetterRow::userId).containsExactly("ada", "ben", "cleo");
            assertThat(letters).allSatisfy(letter -> {
                assertThat(letter.attempt()).isEqualTo(1);
                assertThat(letter.status()).isEqualTo(LetterStatus.OWED);
                assertThat(app.get(Letters.class).content(letter.id())).isPresent();
            });
            assertThat(progress()).isEqualTo(new EditionProgress(3, 0, 0, 0, 3));
        });

        assertThat(count("batch")).isZero();
        assertThat(letters()).extracting(LetterRow::providerId).containsOnly("id");
        assertThat(progress()).isEqualTo(new EditionProgress(3, 3, 0, 0, 0));
        assertThat(app.jdbc()
                        .sql("select count(*) from users where last_digest_sent_at is not null")
                        .query(Integer.class)
                        .single())
                .isEqualTo(3);
    }

    @Test
    void differentOutcomesAreRecordedForEachLetter() {
        app.transport()
                .respondingWith((key, batch) -> new HandOverResult(
                        List.of(
                                ACCEPTED,
                                new Rejected("550 no", false),
                                new Deferred("451 later", Duration.ofMinutes(2))),
                        null,
                        RetryMode.ANY_BATCH,
                        TransportStatus.OK));

        app.deliver(edition.id(), 1);

        assertThat(count("batch")).isZero();
        assertThat(letters())
                .extracting(letter -> letter.userId() + " " + letter.status() + " " + letter.reason())
                .containsExactly("ada SENT null", "ben ERROR 550 no", "cleo OWED 451 later");
        assertThat(progress()).isEqualTo(new EditionProgress(3, 1, 0, 1, 1));
    }

    @Test
    void acceptanceOfABatchThatAnotherWorkerExpandedIsRecorded() {
        whileInFlight(() -> {
            app.get(InterruptedBatches.class).recover(edition, digest(), 1);
            assertThat(count("batch")).isZero();
            assertThat(progress()).isEqualTo(new EditionProgress(3, 0, 0, 3, 0));
        });

        assertThat(progress()).isEqualTo(new EditionProgress(3, 3, 0, 0, 0));
        assertThat(app.get(Letters.class).unknownOutcomes(edition.id())).isZero();
    }

    @Test
    void usersAndEditionsWithLettersInFlightCannotBeDeleted() {
        whileInFlight(() -> {
            assertRefused("delete from users where id = 'ben'", "ben has a letter in a batch");
            assertRefused("update users set id = 'bob' where id = 'ben'", "ben has a letter in a batch");
            assertRefused("delete from edition", "batch");
        });

        assertThat(progress()).isEqualTo(new EditionProgress(3, 3, 0, 0, 0));
    }

    @Test
    void aBatchIsNotStoredIfOneOfItsUsersWasDeleted() {
        ComposedChunk composed = composer()
                .compose(
                        edition,
                        digest(),
                        app.get(Chunks.class).find(edition.id(), 1).orElseThrow());
        ChunkSlice slice = composed.nextSlice(3);
        app.jdbc().sql("delete from users where id = 'ben'").update();

        assertThat(app.get(IntentWriter.class).write(slice, newBatch(slice), composed.policy()))
                .isFalse();

        assertThat(count("batch")).isZero();
        app.deliver(edition.id(), 1);
        assertThat(progress()).isEqualTo(new EditionProgress(2, 2, 0, 0, 0));
    }

    /** Delivers the chunk and runs the assertions before its letters are accepted. */
    private void whileInFlight(Runnable assertions) {
        app.transport().respondingWith((key, batch) -> {
            assertions.run();
            return RecordingTransport.all(batch, ACCEPTED, null);
        });
        app.deliver(edition.id(), 1);
    }

    private static void assertRefused(String sql, String reason) {
        assertThatExceptionOfType(DataIntegrityViolationException.class)
                .isThrownBy(() -> app.jdbc().sql(sql).update())
                .withMessageContaining(reason);
    }

    private static Digest digest() {
        return app.get(DigestCatalog.class).primary();
    }

    private static ChunkComposer composer() {
        return app.get(ChunkComposer.class);
    }

    private static NewBatch newBatch(ChunkSlice slice) {
        return new NewBatch(
                "tidings-batch", slice.newLetters().stream().map(NewLetter::id).collect(Collectors.toSet()));
    }

    private List<LetterRow> letters() {
        return app.get(Letters.class).ofEdition(edition.id(), (LetterStatus) null, null, 10);
    }

    private EditionProgress progress() {
        return app.get(Editions.class).find(edition.id()).orElseThrow().progress();
    }

    private static long count(String table) {
        return app.jdbc().sql("select count(*) from " + table).query(Long.class).single();
    }
}
