package dev.tidings.edition;

import static dev.tidings.testing.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.audience.Preferences;
import dev.tidings.audience.Preferences.ConsentSource;
import dev.tidings.audience.Suppression.SuppressionReason;
import dev.tidings.audience.Suppressions;
import dev.tidings.core.EmailAddress;
import dev.tidings.core.Message;
import dev.tidings.digest.Digest;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.edition.Edition.EditionProgress;
import dev.tidings.edition.Edition.OpenedBy;
import dev.tidings.ledger.ComposedLetter;
import dev.tidings.ledger.LetterRow.LetterStatus;
import dev.tidings.ledger.Letters;
import dev.tidings.ledger.TestLetters.TestLetterSpec;
import dev.tidings.testing.RecordingTransport;
import dev.tidings.testing.RecordingTransport.BatchResponder;
import dev.tidings.testing.TestApplication;
import dev.tidings.transport.SendOutcome.Accepted;
import dev.tidings.transport.SendOutcome.Deferred;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Users change between composing and hand-over: opt-outs, suppressions, new addresses, new accounts. */
class RecipientChangesTest {
    private static final BatchResponder ACCEPT =
            (key, batch) -> RecordingTransport.all(batch, new Accepted(null, null), null);
    private static final BatchResponder DEFER =
            (key, batch) -> RecordingTransport.all(batch, new Deferred("busy", Duration.ofMinutes(1)), null);

    @RegisterExtension
    static final TestApplication app = new TestApplication();

    private Edition edition;

    @BeforeEach
    void fiveReadersInOneChunk() {
        List.of("ada", "ben", "cleo", "dan", "eve").forEach(app::insertReader);
        app.jdbc().sql("""
                        insert into daily_metric (account_id, metric_date, source_name, data)
                        values ('other', :day, 'web', '{"sessions": 4321}')
                        """).param("day", TestApplication.WEEK).update();
        edition = app.get(EditionOpener.class).openLastCompleted(digest(), OpenedBy.API);
        app.get(EditionPlanner.class).plan(edition.id());
    }

    @Test
    void changesDuringABatchApplyToTheNextBatch() {
        app.transport().withReplayWindow(Duration.ZERO, 1).respondingWith((key, batch) -> {
            if (recipients().equals(List.of("ada@example.com"))) {
                changeEveryoneElse();
            }
            return ACCEPT.handOver(key, batch);
        });

        app.deliver(edition.id(), 1);

        assertChangesApplied();
    }

    @Test
    void aUserWhoOptsInDuringABatchGetsALetter() {
        app.get(Preferences.class).setOptIn("cleo", digest(), false, ConsentSource.API);
        app.transport().withReplayWindow(Duration.ZERO, 1).respondingWith((key, batch) -> {
            app.get(Preferences.class).setOptIn("cleo", digest(), true, ConsentSource.API);
            return ACCEPT.handOver(key, batch);
        });

        app.deliver(edition.id(), 1);

        assertThat(recipients()).contains("cleo@example.com");
        assertThat(progress()).isEqualTo(new EditionProgress(5, 5, 0, 0, 0));
    }

    @Test
    void changesWhileABatchWaitsForItsSessionApplyToIt() {
        app.transport().whileOpeningSessions(() -> {
            app.transport().whileOpeningSessions(() -> {});
            changeEveryoneElse();
        });

        app.deliver(edition.id(), 1);

        assertChangesApplied();
    }

    @Test
    void changesBetweenTwoAttemptsApplyToTheNextAttempt() {
        app.transport().respondingWith(DEFER);
        app.deliver(edition.id(), 1);
        String readdressed = letterTo("dan@example.com").messageId();
        String composedAnew = letterTo("eve@example.com").messageId();
        changeEveryoneElse();
        app.transport().batches().clear();
        app.transport().respondingWith(ACCEPT);
        app.clock().advance(Duration.ofMinutes(2));

        app.deliver(edition.id(), 1);

        assertChangesApplied();
        assertThat(letterTo("dan@new.example").messageId()).isEqualTo(readdressed);
        assertThat(letterTo("eve@example.com").messageId()).isEqualTo(composedAnew);
    }

    @Test
    void changesDuringAPauseApplyAfterTheResume() {
        app.transport().withReplayWindow(Duration.ZERO, 1).respondingWith((key, batch) -> {
            app.get(EditionControl.class).pause(edition.id());
            return ACCEPT.handOver(key, batch);
        });
        app.deliver(edition.id(), 1);
        assertThat(recipients()).containsExactly("ada@example.com");
        changeEveryoneElse();
        app.transport().respondingWith(ACCEPT);
        app.get(EditionControl.class).resume(edition.id());

        app.deliver(edition.id(), 1);

        assertChangesApplied();
    }

    @Test
    void aBatchThatMayHaveBeenAcceptedIsRepeatedUnchanged() {
        app.transport()
                .withReplayWindow(Duration.ofHours(23), 50)
                .respondingWith((key, batch) -> RecordingTransport.unanswered(batch));
        app.deliver(edition.id(), 1);
        changeEveryoneElse();
        app.transport().respondingWith(ACCEPT);
        app.clock().advance(Duration.ofMinutes(2));

        app.deliver(edition.id(), 1);

        assertThat(app.transport().batches()).hasSize(2);
        assertThat(app.transport().batches().getLast())
                .isEqualTo(app.transport().batches().getFirst());
        assertThat(progress()).isEqualTo(new EditionProgress(5, 5, 0, 0, 0));
    }

    @Test
    void theIntentWaitsForAnUncommittedOptOut() throws InterruptedException {
        Thread sending = Thread.ofVirtual().unstarted(() -> app.deliver(edition.id(), 1));
        app.get(TransactionTemplate.class).executeWithoutResult(status -> {
            app.get(Preferences.class).setOptIn("ben", digest(), false, ConsentSource.ONE_CLICK);
            sending.start();
            await().until(() -> waitingForLocks() > 0);
            assertThat(app.transport().messages()).isEmpty();
        });
        sending.join();

        assertThat(recipients()).hasSize(4).doesNotContain("ben@example.com");
        assertThat(progress()).isEqualTo(new EditionProgress(5, 4, 1, 0, 0));
    }

    @Test
    void anOptOutWaitsForAnUncommittedIntent() throws InterruptedException {
        AtomicBoolean answered = new AtomicBoolean();
        Thread optOut = Thread.ofVirtual().unstarted(() -> {
            app.get(Preferences.class).setOptIn("ben", digest(), false, ConsentSource.ONE_CLICK);
            answered.set(true);
        });
        app.get(TransactionTemplate.class).executeWithoutResult(status -> {
            app.get(JdbcClient.class)
                    .sql("select id from users where id = 'ben' for no key update")
                    .query(String.class)
                    .single();
            optOut.start();
            await().until(() -> waitingForLocks() > 0);
            assertThat(answered).isFalse();
        });
        optOut.join();
        app.deliver(edition.id(), 1);

        assertThat(recipients()).hasSize(4).doesNotContain("ben@example.com");
    }

    @Test
    void irrelevantAndRevertedChangesSkipNoLetter() {
        app.transport().respondingWith(DEFER);
        app.deliver(edition.id(), 1);
        app.jdbc()
                .sql("update users set name = 'Another', plan = 'pro', email = email")
                .update();
        app.get(Preferences.class).setOptIn("ben", digest(), false, ConsentSource.API);
        app.get(Preferences.class).setOptIn("ben", digest(), true, ConsentSource.API);
        app.transport().respondingWith(ACCEPT);
        app.clock().advance(Duration.ofMinutes(2));

        app.deliver(edition.id(), 1);

        assertThat(progress()).isEqualTo(new EditionProgress(5, 5, 0, 0, 0));
    }

    @Test
    void anOwedLetterIsSkippedIfTheNewAccountHasNoMetrics() {
        app.transport().respondingWith(DEFER);
        app.deliver(edition.id(), 1);
        app.jdbc()
                .sql("update users set account_id = 'without-numbers' where id = 'eve'")
                .update();
        app.transport().batches().clear();
        app.transport().respondingWith(ACCEPT);
        app.clock().advance(Duration.ofMinutes(2));

        app.deliver(edition.id(), 1);

        assertThat(recipients()).hasSize(4).doesNotContain("eve@example.com");
        assertThat(reasons()).contains("eve NO_CONTENT");
    }

    @Test
    void aTestLetterOfAChangedUserIsNotSent() {
        SingleLetterComposer composer = app.get(SingleLetterComposer.class);
        ComposedLetter letter =
                composer.composeTest(digest(), composer.lastCompleted(digest()), composer.recipient("eve"));
        app.jdbc().sql("update users set account_id = 'other' where id = 'eve'").update();
        TestLetterSpec spec =
                new TestLetterSpec(digest().name(), edition.period(), "outbox", edition.templateVersion());

        long id = app.get(TestLetterSender.class).send(spec, app.transport(), letter);

        assertThat(app.transport().messages()).isEmpty();
        assertThat(app.get(Letters.class).find(id).orElseThrow().reason())
                .isEqualTo("not sent: the user was changed meanwhile; send the test letter again");
    }

    private void changeEveryoneElse() {
        app.get(Preferences.class).setOptIn("ben", digest(), false, ConsentSource.ONE_CLICK);
        app.get(Suppressions.class).add(new EmailAddress("cleo@example.com"), SuppressionReason.MANUAL, null);
        app.jdbc()
                .sql("update users set email = 'dan@new.example' where id = 'dan'")
                .update();
        app.jdbc().sql("update users set account_id = 'other' where id = 'eve'").update();
    }

    private void assertChangesApplied() {
        assertThat(recipients()).containsExactlyInAnyOrder("ada@example.com", "dan@new.example", "eve@example.com");
        assertThat(letterTo("eve@example.com").text()).contains("4,321");
        assertThat(letterTo("dan@new.example").text()).doesNotContain("4,321");
        assertThat(reasons()).contains("ben OPTED_OUT", "cleo SUPPRESSED");
        assertThat(progress()).isEqualTo(new EditionProgress(5, 3, 2, 0, 0));
    }

    private static Message letterTo(String address) {
        return app.transport().messages().stream()
                .filter(message -> message.to().address().value().equals(address))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> recipients() {
        return app.transport().messages().stream()
                .map(message -> message.to().address().value())
                .toList();
    }

    private List<String> reasons() {
        return app.get(Letters.class).ofEdition(edition.id(), (LetterStatus) null, null, 10).stream()
                .map(letter -> letter.userId() + " " + letter.reason())
                .toList();
    }

    private EditionProgress progress() {
        return app.get(Editions.class).find(edition.id()).orElseThrow().progress();
    }

    private static int waitingForLocks() {
        return app.jdbc()
                .sql("select count(*) from pg_locks where not granted")
                .query(Integer.class)
                .single();
    }

    private static Digest digest() {
        return app.get(DigestCatalog.class).primary();
    }
}
