package dev.tidings.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.core.SkipReason;
import dev.tidings.ledger.JournalSettler.SettledCounts;
import dev.tidings.ledger.journal.LetterAttempt;
import dev.tidings.ledger.journal.LetterProgress;
import dev.tidings.ledger.journal.LetterProgress.AnswerMissing;
import dev.tidings.ledger.journal.LetterProgress.Answered;
import dev.tidings.ledger.journal.LetterProgress.NotSent;
import dev.tidings.ledger.journal.RecordedRun;
import dev.tidings.ledger.journal.RecordedRun.RecordedLetter;
import dev.tidings.testing.TestDatabase;
import dev.tidings.transport.SendOutcome.Accepted;
import dev.tidings.transport.SendOutcome.Deferred;
import dev.tidings.transport.SendOutcome.Rejected;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A run is killed during a hand-over, and the next run on its folder settles its journal. */
class JournalSettlerTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static final LetterProgress SENT = new Answered(new Accepted("id", null));
    private static final LetterProgress REFUSED = new Answered(new Rejected("550 no", false));
    private static final LetterProgress DEFERRED = new Answered(new Deferred("451 later", null));

    private LedgerTables dead;
    private LedgerTables other;
    private LedgerTables next;
    private long edition;
    private List<Long> ids;

    /** Three letters in one batch, which the dead run was handing over. */
    @BeforeEach
    void threeLettersInFlight() {
        database.jdbc()
                .sql("truncate users, edition, delivery, digest_log cascade")
                .update();
        dead = new LedgerTables(database);
        other = new LedgerTables(database);
        next = new LedgerTables(database);
        edition = dead.edition("ada", "ben", "cleo");
        ChunkSlice slice = dead.slice(edition, 0, "ada", "ben", "cleo");
        ids = slice.newLetters().stream().map(ComposedLetter.NewLetter::id).toList();
        assertThat(dead.batch(slice, "key")).isTrue();
        dead.addUnrelatedLetters(edition);
    }

    private RecordedRun journal(boolean complete, LetterProgress... progress) {
        return journal(dead.run.id(), 1, complete, progress);
    }

    private RecordedRun journal(UUID run, int attempt, boolean complete, LetterProgress... progress) {
        List<RecordedLetter> letters = new ArrayList<>();
        for (int i = 0; i < progress.length; i++) {
            letters.add(new RecordedLetter(new LetterAttempt(ids.get(i), attempt), progress[i]));
        }
        return new RecordedRun(run, complete, letters, 0);
    }

    /** Settles from the journal in the steps of package {@code edition}. */
    private SettledCounts settle(RecordedRun journal) {
        List<UnsettledLetter> open = next.journals.open(journal);
        SettledCounts counts = next.journals
                .settleOwed(journal, open, SettlementPolicy.NONE)
                .plus(next.journals.correctUnknown(journal, open, SettlementPolicy.NONE));
        return counts.plus(new SettledCounts(0, next.journals.oweUnknownAgain(journal, open), 0, 0));
    }

    private List<String> states() {
        return ids.stream().map(next::state).toList();
    }

    /** Another node finds that the run is dead and settles its letters. */
    private void settleAsUnknownOnAnotherNode() {
        other.batches.expandToRows(edition, 1);
        other.settler.settle(other.deliveries.interrupted(edition, 1).stream()
                .map(letter -> Settlement.unknown(letter.id(), letter.attempt(), "the worker stopped"))
                .toList());
        assertThat(states()).containsExactly("unknown 1", "unknown 1", "unknown 1");
    }

    @Test
    void lettersInFlightAreSettledByTheirRecordedProgress() {
        assertThat(settle(journal(true, SENT, new AnswerMissing(), new NotSent())))
                .isEqualTo(new SettledCounts(1, 1, 0, 1));

        assertThat(states()).containsExactly("sent 1", "unknown 1", "owed 1");
        assertThat(next.counts(edition)).isEqualTo("3 due = 1 sent + 0 skipped + 1 error + 1 owed");
        assertThat(next.deliveries.due(edition, 1, List.of()))
                .extracting(Delivery::id)
                .as("due at once, in a batch of its own")
                .containsExactly(ids.get(2));
        dead.assertUnrelatedLettersUnchanged();
    }

    @Test
    void refusedAndDeferredLettersGetTheirOutcome() {
        assertThat(settle(journal(true, REFUSED, DEFERRED, SENT))).isEqualTo(new SettledCounts(1, 1, 1, 0));

        assertThat(states()).containsExactly("error 1", "owed 1", "sent 1");
        assertThat(next.deliveries.due(edition, 1, List.of())).as("later").isEmpty();
    }

    @Test
    void settlingAgainChangesNothing() {
        RecordedRun journal = journal(true, SENT, new AnswerMissing(), new NotSent());
        settle(journal);

        assertThat(settle(journal)).isEqualTo(SettledCounts.NONE);
        assertThat(states()).containsExactly("sent 1", "unknown 1", "owed 1");
        dead.assertUnrelatedLettersUnchanged();
    }

    @Test
    void aCopyOfTheFileSettlesOnlyAnswers() {
        assertThat(settle(journal(false, SENT, new AnswerMissing(), new NotSent())))
                .isEqualTo(new SettledCounts(1, 0, 0, 0));

        assertThat(states()).containsExactly("sent 1", "handed over 1", "handed over 1");
    }

    @Test
    void aCopyOfTheFileKeepsUnknownLettersUnknown() {
        settleAsUnknownOnAnotherNode();

        assertThat(settle(journal(false, SENT, new AnswerMissing(), new NotSent())))
                .isEqualTo(new SettledCounts(1, 0, 0, 0));

        assertThat(states()).containsExactly("sent 1", "unknown 1", "unknown 1");
    }

    @Test
    void theJournalOfAnotherRunIsIgnored() {
        RecordedRun journal = journal(UUID.randomUUID(), 1, true, SENT, new AnswerMissing(), new NotSent());
        assertThat(settle(journal)).isEqualTo(SettledCounts.NONE);
        assertThat(states()).containsExactly("in batch 1", "in batch 1", "in batch 1");

        settleAsUnknownOnAnotherNode();
        assertThat(settle(journal)).isEqualTo(SettledCounts.NONE);
        assertThat(states()).containsExactly("unknown 1", "unknown 1", "unknown 1");
    }

    @Test
    void outcomesThatAnotherNodeSettledAsUnknownAreCorrected() {
        settleAsUnknownOnAnotherNode();
        next.jdbc
                .sql("update chunk set closed_at = now() where edition_id = :id and number = 1")
                .param("id", edition)
                .update();

        assertThat(settle(journal(true, SENT, REFUSED, new NotSent()))).isEqualTo(new SettledCounts(1, 1, 1, 0));

        assertThat(states()).containsExactly("sent 1", "error 1", "owed 1");
        assertThat(next.counts(edition)).isEqualTo("3 due = 1 sent + 0 skipped + 1 error + 1 owed");
        assertThat(next.jdbc
                        .sql("select closed_at is null from chunk where edition_id = :id and number = 1")
                        .param("id", edition)
                        .query(Boolean.class)
                        .single())
                .as("its chunk is open again")
                .isTrue();
        dead.assertUnrelatedLettersUnchanged();
    }

    @Test
    void aLetterOwedAgainIsComparedWithItsUserAndClaimedAsItsNextAttempt() {
        settleAsUnknownOnAnotherNode();
        settle(journal(true, SENT, SENT, new NotSent()));

        Delivery letter = next.deliveries.find(ids.get(2)).orElseThrow();
        assertThat(letter.mayBeOut()).isFalse();
        assertThat(next.attempts.claim(List.of(letter), "new").changed()).containsExactly(letter.id());
        assertThat(next.deliveries.recompose(letter, letter.content(), 1, 0)).isTrue();
        assertThat(next.attempts.claim(List.of(next.find(letter)), "new").claimed())
                .containsExactly(letter.id());
        assertThat(states()).containsExactly("sent 1", "sent 1", "handed over 2");
    }

    @Test
    void aLaterAttemptIsNotChanged() {
        settle(journal(true, new NotSent(), new NotSent(), new NotSent()));
        List<Delivery> owed = other.deliveries.due(edition, 1, List.of());
        assertThat(other.attempts.claim(owed, "again").claimed()).hasSize(3);

        assertThat(settle(journal(true, SENT, REFUSED, new NotSent()))).isEqualTo(SettledCounts.NONE);
        assertThat(states()).containsExactly("handed over 2", "handed over 2", "handed over 2");

        other.settler.settle(owed.stream()
                .map(letter -> Settlement.unknown(letter.id(), 2, "lost"))
                .toList());
        assertThat(settle(journal(true, SENT, REFUSED, new NotSent()))).isEqualTo(SettledCounts.NONE);
        assertThat(states()).containsExactly("unknown 2", "unknown 2", "unknown 2");
    }

    @Test
    void aWorkerThatReadALetterBeforeItIsOwedAgainCannotSettleItAsUnknown() {
        other.batches.expandToRows(edition, 1);
        List<Delivery> read = other.deliveries.interrupted(edition, 1);
        settle(journal(true, SENT, new AnswerMissing(), new NotSent()));

        other.settler.settle(read.stream()
                .map(letter -> Settlement.unknown(letter.id(), letter.attempt(), "the worker stopped"))
                .toList());

        assertThat(states()).containsExactly("sent 1", "unknown 1", "owed 1");
        assertThat(next.counts(edition)).isEqualTo("3 due = 1 sent + 0 skipped + 1 error + 1 owed");
    }

    @Test
    void anUnknownOutcomeOfTheRunItselfIsNotOwedAgain() {
        dead.batches.expandToRows(edition, 1);
        dead.settler.settle(ids.stream()
                .map(id -> Settlement.unknown(id, 1, "the connection was lost"))
                .toList());

        assertThat(settle(journal(true, new NotSent(), new NotSent(), new NotSent())))
                .isEqualTo(SettledCounts.NONE);
    }

    @Test
    void lettersOfACancelledEditionAreNotOwedAgain() {
        settleAsUnknownOnAnotherNode();
        next.jdbc
                .sql("update edition set cancelled_at = now(), planned_at = now() where id = :id")
                .param("id", edition)
                .update();

        assertThat(settle(journal(true, SENT, REFUSED, new NotSent()))).isEqualTo(new SettledCounts(1, 0, 1, 0));

        assertThat(states()).containsExactly("sent 1", "error 1", "unknown 1");
    }

    @Test
    void aLetterWhoseContentIsPrunedStaysUnknown() {
        settleAsUnknownOnAnotherNode();
        next.jdbc
                .sql("update digest_log set content = null where id = any (:ids)")
                .param("ids", ids.toArray(Long[]::new))
                .update();

        assertThat(settle(journal(true, SENT, REFUSED, new NotSent()))).isEqualTo(new SettledCounts(1, 0, 1, 0));
    }

    @Test
    void aLetterAwaitingItsResendIsSentIfItsFirstAttemptWasAccepted() {
        other.batches.expandToRows(edition, 1);
        other.deferrals.allowResend(ids.stream()
                .map(id -> Settlement.unknown(id, 1, "the worker stopped"))
                .toList());

        assertThat(settle(journal(true, SENT, REFUSED, new NotSent()))).isEqualTo(new SettledCounts(1, 0, 0, 0));

        assertThat(states()).containsExactly("sent 1", "owed 1", "owed 1");
    }

    @Test
    void lettersSkippedMeanwhileStaySkipped() {
        settle(journal(true, new NotSent(), new NotSent(), new NotSent()));
        other.settler.skip(other.deliveries.notHandedOver(edition, 1).stream()
                .map(letter -> new SkippedDelivery(letter, SkipReason.CANCELLED))
                .toList());

        assertThat(settle(journal(true, SENT, SENT, SENT))).isEqualTo(SettledCounts.NONE);
        assertThat(states()).containsExactly("skipped 1", "skipped 1", "skipped 1");
    }

    @Test
    void aTestLetterThatWasNotSentIsAnError() {
        long id = next.newLetters.nextIds(1).getFirst();
        next.jdbc.sql("""
                        insert into delivery (id, kind, digest, user_id, period_start, period_end, transport, template_version,
                                              content, item_count, recipient_version, composed_at, attempt, first_attempt_at, next_attempt_at,
                                              handed_over_at, run_id, batch_key, batch_position)
                        values (:id, 'test', 'digest', 'ada', '2026-05-04', '2026-05-10', 'smtp', 'v', '{}', 1, 0, now(), 1, now(),
                                now(), now(), :run, 'test', 1)
                        """).param("id", id).param("run", dead.run.id()).update();

        settle(new RecordedRun(
                dead.run.id(), true, List.of(new RecordedLetter(new LetterAttempt(id, 1), new NotSent())), 0));

        assertThat(next.state(id)).isEqualTo("error 1");
    }
}
