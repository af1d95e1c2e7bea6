package dev.tidings.edition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tidings.digest.Digest;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.edition.Edition.EditionStatus;
import dev.tidings.edition.Edition.OpenedBy;
import dev.tidings.ledger.ChunkSlice;
import dev.tidings.ledger.Chunks;
import dev.tidings.ledger.Chunks.Chunk;
import dev.tidings.ledger.ComposedLetter.NewLetter;
import dev.tidings.ledger.IntentWriter;
import dev.tidings.ledger.LetterRow;
import dev.tidings.ledger.Letters;
import dev.tidings.ledger.NewBatch;
import dev.tidings.testing.RecordingTransport;
import dev.tidings.testing.TestApplication;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.dao.DataAccessException;

/** Chunks whose worker stopped before it composed all letters. */
class PartlyComposedChunkTest {
    @RegisterExtension
    static final TestApplication app = new TestApplication();

    private Edition edition;

    @BeforeEach
    void aChunkOfFiveReaders() {
        List.of("ada", "ben", "cleo", "dan", "eve").forEach(app::insertReader);
        edition = app.get(EditionOpener.class).openLastCompleted(digest(), OpenedBy.API);
        app.get(EditionPlanner.class).plan(edition.id());
    }

    @Test
    void anotherWorkerComposesOnlyTheRest() {
        storeAsOwed(compose(), 2);

        assertThat(chunk().uncomposed()).containsExactly("cleo", "dan", "eve");
        assertThat(letters()).containsExactly("ada null", "ben null", "cleo -", "dan -", "eve -");
        assertThat(app.get(Editions.class).find(edition.id()).orElseThrow().progress())
                .isEqualTo(new Edition.EditionProgress(5, 0, 0, 0, 5));

        app.deliver(edition.id(), 1);

        assertThat(addresses()).hasSize(5).doesNotHaveDuplicates();
        assertEverythingSettled(new Edition.EditionProgress(5, 5, 0, 0, 0));
    }

    @Test
    void aSlowWorkerStoresNothingThatAnotherWorkerStored() {
        ComposedChunk slow = compose();
        storeAsOwed(slow, 2);
        ChunkSlice next = slow.nextSlice(2);

        app.deliver(edition.id(), 1);

        assertThat(store(slow, next, newBatch(next))).isFalse();
        assertThat(addresses()).hasSize(5).doesNotHaveDuplicates();
        assertEverythingSettled(new Edition.EditionProgress(5, 5, 0, 0, 0));
    }

    @Test
    void ofTwoWorkersOnOneChunkOnlyTheFirstStoresASlice() {
        ComposedChunk one = compose();
        ComposedChunk other = compose();

        assertThat(store(one, one.nextSlice(2), NewBatch.NONE)).isTrue();
        assertThat(store(other, other.nextSlice(3), NewBatch.NONE)).isFalse();
        assertThat(store(one, one.remaining(), NewBatch.NONE)).isTrue();

        assertThat(chunk().uncomposed()).isEmpty();
        app.deliver(edition.id(), 1);
        assertThat(addresses()).hasSize(5).doesNotHaveDuplicates();
    }

    @Test
    void deletedUsersAreRemovedFromTheChunk() {
        storeAsOwed(compose(), 2);
        delete("dan", "eve");

        app.deliver(edition.id(), 1);

        assertThat(addresses()).hasSize(3);
        assertEverythingSettled(new Edition.EditionProgress(3, 3, 0, 0, 0));
    }

    @Test
    void aChunkIsComposedWhenAllRemainingUsersAreDeleted() {
        storeAsOwed(compose(), 2);
        delete("cleo", "dan", "eve");

        app.deliver(edition.id(), 1);

        assertThat(addresses()).hasSize(2);
        assertEverythingSettled(new Edition.EditionProgress(2, 2, 0, 0, 0));
    }

    @Test
    void cancellingSkipsComposedAndUncomposedLetters() {
        ComposedChunk composed = compose();
        storeAsOwed(composed, 1);
        ChunkSlice slice = composed.nextSlice(1);
        store(composed, slice, newBatch(slice));

        app.get(EditionControl.class).cancel(edition.id());
        app.deliver(edition.id(), 1);

        assertThat(app.transport().messages()).isEmpty();
        assertThat(reasons())
                .containsExactly(
                        "ada CANCELLED",
                        "ben outcome unknown: the worker stopped after the hand-over",
                        "cleo CANCELLED",
                        "dan CANCELLED",
                        "eve CANCELLED");
        assertEverythingSettled(new Edition.EditionProgress(5, 0, 4, 1, 0));
    }

    @Test
    void aStoredBatchThatMayHaveBeenHandedOverIsUnknown() {
        ComposedChunk composed = compose();
        ChunkSlice slice = composed.nextSlice(2);
        store(composed, slice, newBatch(slice));

        app.deliver(edition.id(), 1);

        assertThat(addresses()).containsExactlyInAnyOrder("cleo@example.com", "dan@example.com", "eve@example.com");
        assertEverythingSettled(new Edition.EditionProgress(5, 3, 0, 2, 0));
    }

    @Test
    void anInterruptedBatchWithALetterThatCannotBeRenderedAgainIsUnknown() {
        app.transport().withReplayWindow(Duration.ofHours(23), 2);
        ComposedChunk composed = compose();
        ChunkSlice slice = composed.nextSlice(2);
        store(composed, slice, newBatch(slice));
        app.jdbc()
                .sql("update batch set contents[2] = replace(contents[2], 'ben@example.com', 'none')")
                .update();

        app.deliver(edition.id(), 1);

        assertThat(addresses()).containsExactlyInAnyOrder("cleo@example.com", "dan@example.com", "eve@example.com");
        assertThat(reasons())
                .contains(
                        "ada outcome unknown: one letter of its batch cannot be rendered again",
                        "ben outcome unknown: one letter of its batch cannot be rendered again");
        assertEverythingSettled(new Edition.EditionProgress(5, 3, 0, 2, 0));
    }

    @Test
    void aReplayedBatchWithALetterThatCannotBeRenderedAgainIsUnknown() {
        app.transport()
                .withReplayWindow(Duration.ofHours(23), 5)
                .respondingWith((key, batch) -> RecordingTransport.unanswered(batch));
        app.deliver(edition.id(), 1);
        app.jdbc()
                .sql("update delivery set content = replace(content, 'ben@example.com', 'none')")
                .update();
        app.clock().advance(Duration.ofMinutes(2));

        app.deliver(edition.id(), 1);

        assertThat(app.transport().batches()).hasSize(1);
        assertEverythingSettled(new Edition.EditionProgress(5, 0, 0, 5, 0));
        assertThat(app.get(Letters.class).unknownOutcomes(edition.id())).isEqualTo(5);
    }

    @Test
    void cancellingAnEditionOfARemovedDigestSettlesInterruptedLetters() {
        ComposedChunk composed = compose();
        ChunkSlice slice = composed.nextSlice(2);
        store(composed, slice, newBatch(slice));
        app.jdbc().sql("update edition set digest = 'removed'").update();

        app.get(EditionControl.class).cancel(edition.id());
        assertThat(app.get(EditionPlanner.class).plan(edition.id()))
                .as("planning goes on")
                .isEmpty();
        app.deliver(edition.id(), 1);

        assertThat(app.transport().messages()).isEmpty();
        assertThat(app.get(Letters.class).unknownOutcomes(edition.id())).isEqualTo(2);
        assertEverythingSettled(new Edition.EditionProgress(5, 0, 3, 2, 0));
    }

    @Test
    void aLetterThatCannotBeRenderedFailsAndTheRestOfItsBatchIsSent() {
        app.jdbc().sql("update users set email = 'none' where id = 'ben'").update();

        app.deliver(edition.id(), 1);

        assertThat(addresses()).hasSize(4);
        assertEverythingSettled(new Edition.EditionProgress(5, 4, 0, 1, 0));
    }

    @Test
    void aChunksDueCountMustEqualItsNumberOfUsers() {
        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(
                        () -> app.jdbc().sql("update chunk set due = due + 1").update())
                .withMessageContaining("has 5 users, and 6 due");
    }

    private static Digest digest() {
        return app.get(DigestCatalog.class).primary();
    }

    private static ChunkComposer composer() {
        return app.get(ChunkComposer.class);
    }

    private Chunk chunk() {
        return app.get(Chunks.class).find(edition.id(), 1).orElseThrow();
    }

    private ComposedChunk compose() {
        return composer().compose(edition, digest(), chunk());
    }

    private void storeAsOwed(ComposedChunk composed, int letters) {
        assertThat(store(composed, composed.nextSlice(letters), NewBatch.NONE)).isTrue();
    }

    private static boolean store(ComposedChunk composed, ChunkSlice slice, NewBatch batch) {
        boolean stored = app.get(IntentWriter.class).write(slice, batch, composed.policy());
        if (stored) {
            composed.markStored(slice);
        }
        return stored;
    }

    private static NewBatch newBatch(ChunkSlice slice) {
        return new NewBatch(
                "tidings-batch", slice.newLetters().stream().map(NewLetter::id).collect(Collectors.toSet()));
    }

    private static void delete(String... users) {
        app.jdbc().sql("delete from users where id = any (?)").param(users).update();
    }

    private static List<String> addresses() {
        return app.transport().messages().stream()
                .map(message -> message.to().address().value())
                .toList();
    }

    private List<String> letters() {
        return app.get(Letters.class).ofEdition(edition.id(), (LetterRow.LetterStatus) null, null, 10).stream()
                .map(letter -> letter.userId() + " " + (letter.id() == null ? "-" : letter.reason()))
                .toList();
    }

    private List<String> reasons() {
        return app.get(Letters.class).ofEdition(edition.id(), (LetterRow.LetterStatus) null, null, 10).stream()
                .map(letter -> letter.userId() + " " + letter.reason())
                .toList();
    }

    private void assertEverythingSettled(Edition.EditionProgress progress) {
        Edition now = app.get(Editions.class).find(edition.id()).orElseThrow();
        assertThat(now.status()).isEqualTo(EditionStatus.CLOSED);
        assertThat(now.progress()).isEqualTo(progress);
        assertThat(app.jdbc()
                        .sql("select count(*) from owed_letter")
                        .query(Long.class)
                        .single())
                .isZero();
    }
}
