package dev.tidings.edition;

import static dev.tidings.testing.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.core.Message;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.digest.DigestPeriod;
import dev.tidings.edition.Edition.EditionProgress;
import dev.tidings.edition.Edition.EditionStatus;
import dev.tidings.edition.Edition.OpenedBy;
import dev.tidings.ledger.RetryFilter;
import dev.tidings.ledger.RetryFilter.RetriedStatus;
import dev.tidings.testing.Eventually;
import dev.tidings.testing.RecordingTransport;
import dev.tidings.testing.TestApplication;
import dev.tidings.transport.SendOutcome;
import dev.tidings.transport.SendOutcome.Accepted;
import dev.tidings.transport.SendOutcome.Deferred;
import dev.tidings.transport.SendOutcome.Rejected;
import dev.tidings.transport.SendOutcome.Unknown;
import dev.tidings.transport.Transport.HandOverResult;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.transaction.support.TransactionTemplate;

class EditionRetryTest {
    private static final RetryFilter ERRORS = RetryFilter.of(null, null, false);
    private static final RetryFilter SKIPPED = new RetryFilter(RetriedStatus.SKIPPED, null, false);

    @RegisterExtension
    static final TestApplication app = new TestApplication();

    @Test
    void aFailedLetterOfAClosedEditionIsSentAgainAndTheEditionClosesAgain() {
        app.insertReader("ada");
        app.insertReader("ben");
        Edition edition = settledWith(new Rejected("550 no", false));
        assertThat(edition.progress()).isEqualTo(new EditionProgress(2, 0, 0, 2, 0));
        assertThat(edition.status()).isEqualTo(EditionStatus.CLOSED);
        List<String> refused = messageIds();

        assertThat(retry(edition, ERRORS)).isEqualTo(2);

        assertThat(find(edition).status()).isEqualTo(EditionStatus.OPEN);
        assertThat(find(edition).progress()).isEqualTo(new EditionProgress(2, 0, 0, 0, 2));
        app.transport().reset();
        deliver(edition);
        assertThat(find(edition).progress()).isEqualTo(new EditionProgress(2, 2, 0, 0, 0));
        assertThat(find(edition).status()).isEqualTo(EditionStatus.CLOSED);
        assertThat(messageIds()).as("it is the same letter").isEqualTo(refused);
        assertThat(texts("select distinct attempt::text from digest_log")).containsExactly("2");
    }

    @Test
    void anEditionDoesNotCloseOverARetryThatWasNotCommittedYet() throws InterruptedException {
        app.insertReader("ada");
        Edition edition = settledWith(new Rejected("550 no", false));
        app.jdbc().sql("update edition set status = 'open', closed_at = null").update();
        AtomicBoolean closed = new AtomicBoolean();
        Thread closing = Thread.ofVirtual()
                .unstarted(() -> closed.set(app.get(Editions.class).closeIfSettled(edition.id())));
        app.get(TransactionTemplate.class).executeWithoutResult(status -> {
            assertThat(retry(edition, ERRORS)).isEqualTo(1);
            closing.start();
            await().until(() -> app.jdbc()
                    .sql("select exists (select from pg_locks where not granted)")
                    .query(Boolean.class)
                    .single());
        });
        assertThat(closing.join(Eventually.PATIENCE)).isTrue();

        assertThat(closed).isFalse();
        assertThat(find(edition).status()).isEqualTo(EditionStatus.OPEN);
    }

    @Test
    void aClosedEditionThatOwesALetterIsOpenedAgainByItsChunk() {
        app.insertReader("ada");
        Edition edition = settledWith(new Rejected("550 no", false));
        retry(edition, ERRORS);
        app.jdbc()
                .sql("update edition set status = 'closed', closed_at = now()")
                .update();
        app.transport().reset();

        deliver(edition);
        deliver(edition);

        assertThat(find(edition).progress()).isEqualTo(new EditionProgress(1, 1, 0, 0, 0));
        assertThat(find(edition).status()).isEqualTo(EditionStatus.CLOSED);
    }

    @Test
    void aRetriedEditionIsNotLate() {
        app.insertReader("ada");
        Edition edition = settledWith(new Rejected("550 no", false));
        app.clock().advance(Duration.ofHours(2));
        retry(edition, ERRORS);

        assertThat(app.get(DeliverySummaries.class).of(find(edition)).state()).isEqualTo(DeliveryState.SENDING);
    }

    @Test
    void aRetryQueuesTheChunk() {
        app.insertReader("ada");
        Edition edition = settledWith(new Rejected("550 no", false));
        app.jdbc().sql("delete from scheduled_tasks").update();

        retry(edition, ERRORS);

        assertThat(texts("select task_instance from scheduled_tasks where task_name = 'deliver-chunk'"))
                .containsExactly(edition.id() + "/1");
    }

    @Test
    void aLetterWithoutContentIsComposedAnew() {
        app.insertUser("ada");
        Edition edition = settledWith(new Accepted("id", null));
        assertThat(skipReasons()).containsExactly("NO_CONTENT");
        importMetrics();

        assertThat(retry(edition, SKIPPED)).isEqualTo(1);
        deliver(edition);

        assertThat(find(edition).progress()).isEqualTo(new EditionProgress(1, 1, 0, 0, 0));
        assertThat(app.transport().messages()).hasSize(1);
    }

    @Test
    void aLetterThatStillHasNoContentIsSkippedAgain() {
        app.insertUser("ada");
        Edition edition = settledWith(new Accepted("id", null));

        assertThat(retry(edition, SKIPPED)).isEqualTo(1);
        deliver(edition);

        assertThat(skipReasons()).containsExactly("NO_CONTENT");
        assertThat(find(edition).status()).isEqualTo(EditionStatus.CLOSED);
    }

    @Test
    void aLetterThatCouldNotBeRenderedIsComposedWithTheTemplateOfToday() {
        app.insertReader("ada");
        Edition edition = planned();
        app.jdbc().sql("update users set email = 'no address'").update();
        deliver(edition);
        assertThat(find(edition).progress()).isEqualTo(new EditionProgress(1, 0, 0, 1, 0));
        String template = edition.templateVersion();
        app.jdbc()
                .sql("insert into template_version (version, name, files) values ('old', 'old', '{}')")
                .update();
        app.jdbc().sql("update digest_log set template_version = 'old'").update();
        app.jdbc().sql("update users set email = 'ada@example.com'").update();

        retry(edition, ERRORS);
        deliver(edition);

        assertThat(find(edition).progress()).isEqualTo(new EditionProgress(1, 1, 0, 0, 0));
        assertThat(texts("select template_version from digest_log")).containsExactly(template);
    }

    @Test
    void aUserWhoOptedOutIsAskedAgain() {
        app.insertReader("ada");
        app.insertReader("ben");
        Edition edition = planned();
        optIn(false);
        deliver(edition);
        assertThat(skipReasons()).containsExactly("OPTED_OUT", "OPTED_OUT");
        app.jdbc().sql("update users set opt_in_digest = true where id = 'ada'").update();

        assertThat(retry(edition, SKIPPED)).isEqualTo(2);
        deliver(edition);

        assertThat(find(edition).progress()).isEqualTo(new EditionProgress(2, 1, 1, 0, 0));
        assertThat(skipReasons()).containsExactly("OPTED_OUT");
    }

    @Test
    void aUserWhoOptedOutAfterAFailureGetsNothing() {
        app.insertReader("ada");
        Edition edition = settledWith(new Rejected("550 no", false));
        optIn(false);

        retry(edition, ERRORS);
        deliver(edition);

        assertThat(skipReasons()).containsExactly("OPTED_OUT");
        assertThat(app.transport().messages()).as("the first attempt").hasSize(1);
    }

    @Test
    void aSuppressedAddressStaysSuppressed() {
        app.insertReader("ada");
        Edition edition = settledWith(new Rejected("550 no such user", true));

        retry(edition, ERRORS);
        deliver(edition);

        assertThat(skipReasons()).containsExactly("SUPPRESSED");
    }

    @Test
    void aRetryRestartsTheTimeLimit() {
        app.insertReader("ada");
        Edition edition = planned();
        app.clock().advance(Duration.ofDays(3));
        deliver(edition);
        assertThat(skipReasons()).containsExactly("TOO_LATE");

        assertThat(retry(edition, SKIPPED)).isEqualTo(1);
        deliver(edition);

        assertThat(find(edition).progress()).isEqualTo(new EditionProgress(1, 1, 0, 0, 0));
    }

    @Test
    void aLetterThatIsDeferredAfterARetryGetsTheWholeTimeToBeDelivered() {
        app.insertReader("ada");
        Edition edition = settledWith(new Rejected("550 no", false));
        app.clock().advance(Duration.ofDays(3));
        retry(edition, ERRORS);
        respondWith(new Deferred("451 later", null));

        deliver(edition);

        assertThat(find(edition).progress()).isEqualTo(new EditionProgress(1, 0, 0, 0, 1));
    }

    @Test
    void anUnknownLetterIsSentAgainOnlyIfUnknownOnesAreNamed() {
        app.insertReader("ada");
        app.transport().withReplayWindow(Duration.ZERO, 25);
        Edition edition = settledWith(new Unknown("no answer"));

        assertThat(retry(edition, ERRORS)).isZero();
        assertThat(find(edition).status()).isEqualTo(EditionStatus.CLOSED);

        app.transport().reset();
        assertThat(retry(edition, RetryFilter.of(null, null, true))).isEqualTo(1);
        deliver(edition);
        assertThat(find(edition).progress()).isEqualTo(new EditionProgress(1, 1, 0, 0, 0));
    }

    @Test
    void aStoppedEditionStaysStoppedUntilItIsResumed() {
        app.insertReader("ada");
        app.insertReader("ben");
        Edition edition = planned();
        app.transport()
                .respondingWith((key, batch) -> new HandOverResult(
                        List.of(new Rejected("550 no", false), new Deferred("401", null)), "wrong key"));
        deliver(edition);
        assertThat(find(edition).progress()).isEqualTo(new EditionProgress(2, 0, 0, 1, 1));

        assertThat(retry(edition, ERRORS)).isEqualTo(1);

        assertThat(find(edition).status()).isEqualTo(EditionStatus.STOPPED);
        app.transport().reset();
        app.get(EditionControl.class).resume(edition.id());
        deliver(edition);
        assertThat(find(edition).progress()).isEqualTo(new EditionProgress(2, 2, 0, 0, 0));
    }

    @Test
    void aCancelledEditionIsRefusedAndNothingIsChanged() {
        app.insertReader("ada");
        Edition edition = planned();
        app.get(EditionControl.class).cancel(edition.id());
        deliver(edition);

        assertThatThrownBy(() -> retry(edition, SKIPPED))
                .isInstanceOf(RetryRefused.class)
                .hasMessageContaining("cancelled");
        assertThat(find(edition).status()).isEqualTo(EditionStatus.CLOSED);
        assertThat(find(edition).progress()).isEqualTo(new EditionProgress(1, 0, 1, 0, 0));
    }

    @Test
    void aReasonThatNoLetterHasIsRefused() {
        app.insertReader("ada");
        Edition edition = settledWith(new Rejected("550 no", false));

        assertThatThrownBy(() -> retry(edition, RetryFilter.of(null, "551", false)))
                .isInstanceOf(RetryRefused.class)
                .hasMessageContaining("nothing was changed");
        assertThat(find(edition).status()).isEqualTo(EditionStatus.CLOSED);
    }

    @Test
    void aNewerEditionDoesNotWaitForRetriedLetters() {
        app.insertReader("ada");
        Edition older = settledWith(new Rejected("550 no", false));
        retry(older, ERRORS);
        respondWith(new Deferred("451 later", null));
        deliver(older);
        assertThat(find(older).progress()).isEqualTo(new EditionProgress(1, 0, 0, 0, 1));
        app.transport().reset();
        app.clock().advance(Duration.ofDays(7));

        Edition newer = planned();
        deliver(newer);

        assertThat(newer.id()).isGreaterThan(older.id());
        assertThat(find(newer).status()).isEqualTo(EditionStatus.CLOSED);
        assertThat(find(older).status()).isEqualTo(EditionStatus.OPEN);
    }

    @Test
    void aNewerEditionWaitsForTheOtherLettersOfARetriedOne() {
        app.insertReader("ada");
        app.insertReader("ben");
        app.transport()
                .respondingWith((key, batch) -> new HandOverResult(
                        List.of(new Rejected("550 no", false), new Deferred("451 later", null)), null));
        Edition older = planned();
        deliver(older);
        retry(older, ERRORS);
        app.transport().reset();
        app.clock().advance(Duration.ofDays(1));

        Edition newer = app.get(EditionOpener.class)
                .open(
                        app.get(DigestCatalog.class).primary(),
                        DigestPeriod.containing(TestApplication.WEEK.minusWeeks(1)),
                        OpenedBy.API);
        app.get(EditionPlanner.class).plan(newer.id());
        deliver(newer);

        assertThat(find(newer).progress()).isEqualTo(new EditionProgress(2, 0, 0, 0, 2));
    }

    @Test
    void theContentOfAReopenedEditionIsPrunedAgain() {
        app.insertReader("ada");
        Edition edition = settledWith(new Rejected("550 no", false));
        app.get(EditionRetention.class)
                .markContentPruned(edition.id(), app.clock().instant());

        retry(edition, ERRORS);
        app.transport().reset();
        deliver(edition);

        assertThat(app.get(EditionRetention.class)
                        .withContent(app.clock().instant().plusSeconds(1)))
                .containsExactly(edition.id());
    }

    private static Edition settledWith(SendOutcome outcome) {
        respondWith(outcome);
        Edition edition = planned();
        deliver(edition);
        return find(edition);
    }

    private static void respondWith(SendOutcome outcome) {
        app.transport().respondingWith((key, batch) -> RecordingTransport.all(batch, outcome, null));
    }

    private static void importMetrics() {
        app.jdbc().sql("""
                        insert into daily_metric (account_id, metric_date, source_name, data)
                        values ('ada', :day, 'web', '{"sessions": 5}')
                        """).param("day", TestApplication.WEEK).update();
    }

    private static void optIn(boolean optIn) {
        app.jdbc()
                .sql("update users set opt_in_digest = :optIn")
                .param("optIn", optIn)
                .update();
    }

    private static int retry(Edition edition, RetryFilter filter) {
        return app.get(EditionRetry.class).retry(edition.id(), filter);
    }

    private static List<String> messageIds() {
        return app.transport().messages().stream()
                .map(Message::messageId)
                .sorted()
                .toList();
    }

    private static Edition planned() {
        Edition edition = app.get(EditionOpener.class)
                .openLastCompleted(app.get(DigestCatalog.class).primary(), OpenedBy.API);
        app.get(EditionPlanner.class).plan(edition.id());
        return find(edition);
    }

    private static void deliver(Edition edition) {
        app.deliver(edition.id(), 1);
    }

    private static Edition find(Edition edition) {
        return app.get(Editions.class).find(edition.id()).orElseThrow();
    }

    private static List<@Nullable String> skipReasons() {
        return texts("select skip_reason from digest_log where status = 'skipped'");
    }

    private static List<@Nullable String> texts(String query) {
        return app.jdbc().sql(query).query(String.class).list();
    }
}
