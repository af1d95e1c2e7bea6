package dev.tidings.ledger.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.ledger.journal.LetterProgress.AnswerMissing;
import dev.tidings.ledger.journal.LetterProgress.Answered;
import dev.tidings.ledger.journal.LetterProgress.NotSent;
import dev.tidings.ledger.journal.RecordedRun.RecordedLetter;
import dev.tidings.transport.SendOutcome;
import dev.tidings.transport.SendOutcome.Accepted;
import dev.tidings.transport.SendOutcome.Deferred;
import dev.tidings.transport.SendOutcome.Rejected;
import dev.tidings.transport.SendOutcome.UnclearRefusal;
import dev.tidings.transport.SendOutcome.Unknown;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writes a journal and reads it as the next run does after the process was killed. */
class DeliveryJournalTest {
    private static final UUID DATABASE = UUID.randomUUID();

    @TempDir
    private Path data;

    private DeliveryJournal journal() {
        DeliveryJournal journal = new DeliveryJournal(data, InstantSource.system());
        journal.open(DATABASE);
        return journal;
    }

    private static List<LetterAttempt> letters(long... ids) {
        return LongStream.of(ids).mapToObj(id -> new LetterAttempt(id, 1)).toList();
    }

    private Path file(DeliveryJournal journal) {
        return data.resolve("journal").resolve(journal.run() + ".journal");
    }

    private RecordedRun read(DeliveryJournal journal) throws IOException {
        RecordedRun recorded = JournalReader.read(file(journal), DATABASE);
        assertThat(recorded).isNotNull();
        return recorded;
    }

    private static List<LetterProgress> progress(RecordedRun recorded) {
        return recorded.letters().stream().map(RecordedLetter::progress).toList();
    }

    @Test
    void lettersAreReadWithTheirProgress() throws IOException {
        DeliveryJournal journal = journal();
        BatchJournal batch = journal.begin(letters(7, 8, 9));
        batch.finalByte(0);
        batch.outcome(0, new Accepted("queued-1", null));
        batch.finalByte(1);

        RecordedRun recorded = read(journal);

        assertThat(recorded.run()).isEqualTo(journal.run());
        assertThat(recorded.complete()).isTrue();
        assertThat(recorded.damagedBatches()).isZero();
        assertThat(recorded.letters())
                .containsExactly(
                        new RecordedLetter(new LetterAttempt(7, 1), new Answered(new Accepted("queued-1", null))),
                        new RecordedLetter(new LetterAttempt(8, 1), new AnswerMissing()),
                        new RecordedLetter(new LetterAttempt(9, 1), new NotSent()));
    }

    @Test
    void anUnclearRefusalIsReadAsDeferred() throws IOException {
        DeliveryJournal journal = journal();
        BatchJournal batch = journal.begin(letters(1));
        batch.outcome(0, new UnclearRefusal("554 no"));

        assertThat(progress(read(journal))).containsExactly(new Answered(new Deferred("554 no", null)));
    }

    @Test
    void everyOutcomeIsReadUnchanged() throws IOException {
        List<SendOutcome> outcomes = List.of(
                new Accepted(null, null),
                new Accepted("id", null),
                new Rejected("550 5.1.1 no", true),
                new Rejected("552 too big", false),
                new Deferred("451 later", null),
                new Deferred("451 in a minute", Duration.ofMinutes(1)),
                Deferred.NOT_STARTED,
                new Unknown("the connection was lost"));
        DeliveryJournal journal = journal();
        BatchJournal batch = journal.begin(letters(1, 2, 3, 4, 5, 6, 7, 8));
        for (int i = 0; i < outcomes.size(); i++) {
            batch.finalByte(i);
            batch.outcome(i, outcomes.get(i));
        }

        assertThat(progress(read(journal)))
                .isEqualTo(outcomes.stream().map(Answered::new).toList());
    }

    @Test
    void aLongReasonIsCutBetweenTwoCharacters() throws IOException {
        DeliveryJournal journal = journal();
        journal.begin(letters(1)).outcome(0, new Unknown("x" + "é".repeat(400)));

        Answered answered = (Answered) progress(read(journal)).getFirst();

        String reason = ((Unknown) answered.outcome()).reason();
        assertThat(reason).isEqualTo("x" + "é".repeat(119));
    }

    @Test
    void theLargestSmtpBatchFitsWithTheLongestAnswers() throws IOException {
        DeliveryJournal journal = journal();
        BatchJournal batch = journal.begin(letters(LongStream.range(0, 50).toArray()));
        for (int i = 0; i < 50; i++) {
            batch.finalByte(i);
            batch.outcome(i, new Unknown("x".repeat(400)));
        }

        assertThat(progress(read(journal))).hasSize(50).allMatch(Answered.class::isInstance);
    }

    @Test
    void aBatchThatDoesNotFitIsNotRecorded() {
        assertThat(journal().begin(letters(LongStream.range(0, 100).toArray()))).isSameAs(BatchJournal.NONE);
    }

    @Test
    void anEndedBatchIsErasedAndLeavesNoProgressToTheNext() throws IOException {
        DeliveryJournal journal = journal();
        BatchJournal first = journal.begin(letters(1, 2));
        first.finalByte(0);
        first.outcome(0, new Accepted("a", null));
        first.finalByte(1);
        first.discard();
        assertThat(read(journal).letters()).isEmpty();

        journal.begin(letters(3, 4));
        assertThat(progress(read(journal))).containsExactly(new NotSent(), new NotSent());
    }

    @Test
    void aLetterInTwoBatchesHasTheFurtherProgress() throws IOException {
        DeliveryJournal journal = journal();
        journal.begin(letters(1)).finalByte(0);
        journal.begin(letters(1));

        assertThat(progress(read(journal))).containsExactly(new AnswerMissing());
    }

    @Test
    void keptBatchesStayUntilTheirLaneIsNeeded() throws IOException {
        DeliveryJournal journal = journal();
        List<BatchJournal> batches = new ArrayList<>();
        for (int i = 0; i < JournalFormat.LANES; i++) {
            batches.add(journal.begin(letters(i)));
        }
        assertThat(journal.begin(letters(100))).as("all lanes in use").isSameAs(BatchJournal.NONE);

        batches.getFirst().keep();
        assertThat(read(journal).letters()).hasSize(JournalFormat.LANES);

        assertThat(journal.begin(letters(100))).isNotSameAs(BatchJournal.NONE);
        assertThat(read(journal).letters())
                .extracting(letter -> letter.attempt().letterId())
                .contains(100L)
                .doesNotContain(0L);
    }

    @Test
    void aCopyProvesOnlyItsAnswers() throws IOException {
        DeliveryJournal journal = journal();
        BatchJournal batch = journal.begin(letters(1, 2));
        Path file = file(journal);
        Path copy = data.resolve("copy");
        Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
        batch.finalByte(0);
        Files.delete(file);
        Files.copy(copy, file, StandardCopyOption.COPY_ATTRIBUTES);

        assertThat(read(journal).complete()).isFalse();
    }

    @Test
    void aFileRestoredInPlaceProvesOnlyItsAnswers() throws IOException {
        DeliveryJournal journal = journal();
        journal.begin(letters(1, 2));
        Path file = file(journal);
        byte[] before = Files.readAllBytes(file);
        assertThat(read(journal).complete()).isTrue();
        pauseForTheClock();
        Files.write(file, before);

        assertThat(read(journal).complete()).isFalse();
    }

    /** Waits for longer than the resolution of the file system's timestamps. */
    private static void pauseForTheClock() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aFileOfAnotherBootOrAnotherFileProvesOnlyItsAnswers() throws IOException {
        DeliveryJournal journal = journal();
        Path file = file(journal);
        byte[] content = Files.readAllBytes(file);
        String key = JournalHeader.key(file);
        String boot = JournalHeader.currentBoot();

        assertThat(header(boot, key).isUnchanged(file, content)).isTrue();
        assertThat(header("another", key).isUnchanged(file, content)).isFalse();
        assertThat(header("", key).isUnchanged(file, content)).isFalse();
        assertThat(header(boot, "another").isUnchanged(file, content)).isFalse();
    }

    private static JournalHeader header(String boot, String key) {
        return new JournalHeader(DATABASE, UUID.randomUUID(), boot, key);
    }

    @Test
    void aFileOfAnotherDatabaseIsIgnored() throws IOException {
        DeliveryJournal journal = journal();
        journal.begin(letters(1));

        assertThat(JournalReader.read(file(journal), UUID.randomUUID())).isNull();
    }

    @Test
    void aFileWithADamagedHeaderIsMovedAside() throws IOException {
        Path file = file(journal());
        byte[] content = Files.readAllBytes(file);
        content[20]++;
        Files.write(file, content);

        assertThat(JournalReader.read(file, DATABASE)).isNull();
        assertThat(data.resolve("journal/damaged")).exists();
        assertThat(file).doesNotExist();
    }

    @Test
    void aDamagedBatchIsCountedAndTheOthersAreRead() throws IOException {
        DeliveryJournal journal = journal();
        journal.begin(letters(1));
        journal.begin(letters(2)).finalByte(0);
        Path file = file(journal);
        byte[] content = Files.readAllBytes(file);
        content[indexOf(content, 1) + 2]++;
        Files.write(file, content);

        RecordedRun recorded = read(journal);

        assertThat(recorded.damagedBatches()).isEqualTo(1);
        assertThat(recorded.letters())
                .extracting(letter -> letter.attempt().letterId())
                .containsExactly(2L);
    }

    /** The position at which the batch with only this letter lists it. */
    private static int indexOf(byte[] content, long letter) {
        byte[] bytes = ByteBuffer.allocate(12).putLong(letter).putInt(1).array();
        for (int i = JournalFormat.HEADER_BYTES; ; i++) {
            if (Arrays.equals(content, i, i + bytes.length, bytes, 0, bytes.length)) {
                return i;
            }
        }
    }

    @Test
    void anEmptyFileIsIgnored() throws IOException {
        Path file = Files.write(data.resolve("x.journal"), new byte[JournalFormat.FILE_BYTES]);

        assertThat(JournalReader.read(file, DATABASE)).isNull();
    }

    @Test
    void aFileHoldsNoTextButReasonsAndIds() throws IOException {
        DeliveryJournal journal = journal();
        journal.begin(letters(1)).outcome(0, new Rejected("550 no", false));

        String text = new String(Files.readAllBytes(file(journal)), StandardCharsets.ISO_8859_1);

        // Single bytes of numbers may be any character.
        assertThat(text).contains("550 no").doesNotContainPattern("\\w@[\\w-]+\\.\\w");
    }

    @Test
    void aStoppingNodeDeletesItsFileUnlessABatchIsOpen() {
        DeliveryJournal idle = journal();
        idle.begin(letters(1)).discard();
        idle.close();
        assertThat(file(idle)).doesNotExist();

        DeliveryJournal busy = journal();
        busy.begin(letters(1));
        busy.close();
        assertThat(file(busy)).exists();
        assertThat(busy.begin(letters(2))).isSameAs(BatchJournal.NONE);
    }

    @Test
    void theFileOfARunningProcessIsNotRead() {
        DeliveryJournal alive = journal();
        alive.begin(letters(1));
        List<RecordedRun> read = new ArrayList<>();

        new DeliveryJournal(data, InstantSource.system()).readPreviousRuns(DATABASE, read::add);

        assertThat(read).isEmpty();
        assertThat(file(alive)).exists();
    }

    @Test
    void aFileIsDeletedAfterItIsSettledAndKeptIfThatFails() throws IOException {
        Files.createDirectories(data.resolve("elsewhere"));
        DeliveryJournal dead = new DeliveryJournal(data.resolve("elsewhere"), InstantSource.system());
        dead.open(DATABASE);
        dead.begin(letters(1));
        Path file = data.resolve("journal").resolve("dead.journal");
        Files.createDirectories(file.getParent());
        Files.copy(data.resolve("elsewhere/journal").resolve(dead.run() + ".journal"), file);
        DeliveryJournal next = new DeliveryJournal(data, InstantSource.system());

        boolean settled = next.readPreviousRuns(DATABASE, recorded -> {
            throw new IllegalStateException("no database");
        });
        assertThat(settled).isFalse();
        assertThat(file).exists();

        List<RecordedRun> read = new ArrayList<>();
        assertThat(next.readPreviousRuns(DATABASE, read::add)).isTrue();
        assertThat(read).extracting(RecordedRun::run).containsExactly(dead.run());
        assertThat(file).doesNotExist();
    }

    @Test
    void nothingIsRecordedWithoutAWritableFolder() throws IOException {
        Path file = Files.writeString(data.resolve("file"), "");
        DeliveryJournal journal = new DeliveryJournal(file, InstantSource.system());

        journal.readPreviousRuns(DATABASE, recorded -> {});
        journal.open(DATABASE);

        BatchJournal batch = journal.begin(letters(1));
        assertThat(batch).isSameAs(BatchJournal.NONE);
        batch.finalByte(0);
        batch.outcome(0, new Accepted(null, null));
        batch.discard();
        journal.close();
    }

    @Test
    void aFileThatCanNoLongerBeWrittenIsDeleted() {
        DeliveryJournal journal = journal();
        BatchJournal batch = journal.begin(letters(1));

        journal.giveUp(new InternalError("a fault in mapped memory"));

        assertThat(file(journal)).doesNotExist();
        batch.finalByte(0);
        batch.discard();
        assertThat(journal.begin(letters(2))).isSameAs(BatchJournal.NONE);
        journal.close();
    }
}
