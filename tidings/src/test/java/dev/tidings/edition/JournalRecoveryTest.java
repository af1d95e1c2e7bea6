package dev.tidings.edition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tidings.digest.Digest;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.edition.Edition.EditionProgress;
import dev.tidings.edition.Edition.EditionStatus;
import dev.tidings.edition.Edition.OpenedBy;
import dev.tidings.ledger.LetterRow;
import dev.tidings.ledger.LetterRow.LetterStatus;
import dev.tidings.ledger.Letters;
import dev.tidings.ledger.journal.LetterAttempt;
import dev.tidings.ledger.journal.LetterProgress;
import dev.tidings.ledger.journal.LetterProgress.AnswerMissing;
import dev.tidings.ledger.journal.LetterProgress.Answered;
import dev.tidings.ledger.journal.LetterProgress.NotSent;
import dev.tidings.ledger.journal.RecordedRun;
import dev.tidings.ledger.journal.RecordedRun.RecordedLetter;
import dev.tidings.testing.RecordingTransport;
import dev.tidings.testing.TestApplication;
import dev.tidings.transport.SendOutcome.Accepted;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A killed node starts again after another node settled its letters as unknown and closed the edition. */
class JournalRecoveryTest {
    private static final UUID DEAD = UUID.randomUUID();
    private static final LetterProgress SENT = new Answered(new Accepted("id", null));

    @RegisterExtension
    static final TestApplication app = new TestApplication();

    private Edition edition;

    @BeforeEach
    void threeLettersWhoseOutcomeIsUnknown() {
        List.of("ada", "ben", "cleo").forEach(app::insertReader);
        edition = app.get(EditionOpener.class).openLastCompleted(digest(), OpenedBy.API);
        app.get(EditionPlanner.class).plan(edition.id());
        app.transport().respondingWith((key, batch) -> {
            app.jdbc()
                    .sql("update batch set run_id = :dead")
                    .param("dead", DEAD)
                    .update();
            throw new IllegalStateException("killed");
        });
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> app.deliver(edition.id(), 1));
        app.deliver(edition.id(), 1);
        assertThat(current().status()).isEqualTo(EditionStatus.CLOSED);
        assertThat(app.get(Letters.class).unknownOutcomes(edition.id())).isEqualTo(3);
        app.transport().respondingWith((key, batch) -> RecordingTransport.all(batch, new Accepted("id", null), null));
    }

    private static Digest digest() {
        return app.get(DigestCatalog.class).primary();
    }

    private Edition current() {
        return app.get(Editions.class).find(edition.id()).orElseThrow();
    }

    private void settle(LetterProgress... progress) {
        List<LetterRow> letters = app.get(Letters.class).ofEdition(edition.id(), (LetterStatus) null, null, 10);
        List<RecordedLetter> recorded = new ArrayList<>();
        for (int i = 0; i < progress.length; i++) {
            long id = Objects.requireNonNull(letters.get(i).id());
            recorded.add(new RecordedLetter(new LetterAttempt(id, 1), progress[i]));
        }
        app.get(JournalRecovery.class).settle(new RecordedRun(DEAD, true, recorded, 0));
    }

    @Test
    void lettersThatWereNotSentReopenTheEditionAndAreSent() {
        settle(SENT, new AnswerMissing(), new NotSent());

        assertThat(current().status()).isEqualTo(EditionStatus.OPEN);
        assertThat(current().progress()).isEqualTo(new EditionProgress(3, 1, 0, 1, 1));
        assertThat(app.jdbc()
                        .sql("select count(*) from scheduled_tasks where task_instance = :chunk")
                        .param("chunk", edition.id() + "/1")
                        .query(Integer.class)
                        .single())
                .as("the chunk has its task again")
                .isEqualTo(1);

        app.deliver(edition.id(), 1);
        assertThat(app.transport().messages()).hasSize(3 + 1);
        assertThat(current().status()).isEqualTo(EditionStatus.CLOSED);
        assertThat(current().progress()).isEqualTo(new EditionProgress(3, 2, 0, 1, 0));
    }

    @Test
    void anEditionWhoseLettersWereAllSentStaysClosed() {
        settle(SENT, SENT, SENT);

        assertThat(current().status()).isEqualTo(EditionStatus.CLOSED);
        assertThat(current().progress()).isEqualTo(new EditionProgress(3, 3, 0, 0, 0));
    }

    @Test
    void aCancelledEditionStaysClosed() {
        app.jdbc().sql("update edition set cancelled_at = closed_at").update();

        settle(SENT, new AnswerMissing(), new NotSent());

        assertThat(current().status()).isEqualTo(EditionStatus.CLOSED);
        assertThat(current().progress()).isEqualTo(new EditionProgress(3, 1, 0, 2, 0));
    }

    @Test
    void aUserWhoOptedOutMeanwhileIsSkipped() {
        app.jdbc()
                .sql("update users set opt_in_digest = false where id = 'cleo'")
                .update();

        settle(SENT, SENT, new NotSent());
        app.deliver(edition.id(), 1);

        assertThat(app.transport().messages()).hasSize(3);
        assertThat(current().progress()).isEqualTo(new EditionProgress(3, 2, 1, 0, 0));
    }
}
