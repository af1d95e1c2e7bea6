package dev.tidings.edition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tidings.digest.DigestCatalog;
import dev.tidings.edition.Edition.OpenedBy;
import dev.tidings.ledger.LetterHistory;
import dev.tidings.ledger.LetterRetention;
import dev.tidings.ledger.LetterRow;
import dev.tidings.ledger.Letters;
import dev.tidings.ledger.RecordedAttempt;
import dev.tidings.ledger.RecordedAttempt.AttemptOutcome;
import dev.tidings.ledger.RetryFilter;
import dev.tidings.settings.NodeName;
import dev.tidings.testing.RecordingTransport;
import dev.tidings.testing.TestApplication;
import dev.tidings.transport.SendOutcome;
import dev.tidings.transport.SendOutcome.Accepted;
import dev.tidings.transport.SendOutcome.Deferred;
import dev.tidings.transport.SendOutcome.Rejected;
import dev.tidings.transport.SendOutcome.Unknown;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The attempts that a letter's history keeps. */
class LetterHistoryTest {
    private static final Duration LATER = Duration.ofHours(1);

    @RegisterExtension
    static final TestApplication app = new TestApplication();

    private long edition;

    @BeforeEach
    void aLetter() {
        app.insertReader("ada");
        edition = app.get(EditionOpener.class)
                .openLastCompleted(app.get(DigestCatalog.class).primary(), OpenedBy.API)
                .id();
        app.get(EditionPlanner.class).plan(edition);
    }

    @Test
    void anAcceptedFirstAttemptIsInTheLettersOwnRow() {
        attempt(new Accepted("queue-1", null));

        assertThat(rows()).isZero();
        assertThat(history())
                .containsExactly(
                        new RecordedAttempt(1, TestApplication.MONDAY, AttemptOutcome.SENT, null, "queue-1", null));
    }

    @Test
    void failedAndFurtherAttemptsTellWhenWhereAndWhy() {
        attempt(new Deferred("451 busy", null));
        app.clock().advance(LATER);
        attempt(new Accepted("queue-2", null));

        Instant later = TestApplication.MONDAY.plus(LATER);
        assertThat(history())
                .containsExactly(
                        new RecordedAttempt(
                                1, TestApplication.MONDAY, AttemptOutcome.DEFERRED, "451 busy", null, node()),
                        new RecordedAttempt(2, later, AttemptOutcome.SENT, null, "queue-2", node()));
    }

    @Test
    void aRetriedLetterKeepsItsEarlierAttempts() {
        attempt(new Rejected("550 no", false));
        app.get(EditionRetry.class).retry(edition, RetryFilter.of(null, null, false));
        app.clock().advance(LATER);
        attempt(new Accepted("queue-2", null));

        assertThat(history())
                .extracting(RecordedAttempt::attempt, RecordedAttempt::outcome, RecordedAttempt::reason)
                .containsExactly(tuple(1, AttemptOutcome.ERROR, "550 no"), tuple(2, AttemptOutcome.SENT, null));
    }

    @Test
    void anUnknownAttemptIsKept() {
        app.transport().withReplayWindow(Duration.ZERO, 25);
        attempt(new Unknown("no answer"));

        assertThat(history())
                .extracting(RecordedAttempt::outcome, RecordedAttempt::reason)
                .containsExactly(tuple(AttemptOutcome.UNKNOWN, "outcome unknown: no answer"));
    }

    @Test
    void attemptsAreKeptAsLongAsTheContent() {
        attempt(new Rejected("550 no", false));
        assertThat(rows()).isEqualTo(1);

        LetterRetention retention = app.get(LetterRetention.class);
        assertThat(retention.pruneContent(edition, 10)).isEqualTo(2);
        assertThat(retention.pruneContent(edition, 10)).isZero();

        assertThat(history()).isEmpty();
    }

    @Test
    void aLetterThatWasNeverHandedOverHasNoAttempts() {
        app.jdbc().sql("update users set opt_in_digest = false").update();
        attempt(new Accepted("none", null));

        assertThat(history()).isEmpty();
    }

    private void attempt(SendOutcome outcome) {
        app.transport().respondingWith((key, batch) -> RecordingTransport.all(batch, outcome, null));
        app.deliver(edition, 1);
    }

    private List<RecordedAttempt> history() {
        LetterRow letter = app.get(Letters.class)
                .ofEdition(edition, (LetterRow.LetterStatus) null, null, 1)
                .getFirst();
        return app.get(LetterHistory.class).of(letter);
    }

    private static long rows() {
        return app.jdbc()
                .sql("select count(*) from letter_attempt")
                .query(Long.class)
                .single();
    }

    private static String node() {
        return app.get(NodeName.class).value();
    }
}
