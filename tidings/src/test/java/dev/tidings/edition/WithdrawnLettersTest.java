package dev.tidings.edition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.digest.DigestCatalog;
import dev.tidings.edition.Edition.EditionProgress;
import dev.tidings.edition.Edition.OpenedBy;
import dev.tidings.ledger.Letters;
import dev.tidings.testing.ForkFolder;
import dev.tidings.testing.RecordingTransport;
import dev.tidings.testing.RecordingTransport.BatchResponder;
import dev.tidings.testing.RecordingTransport.RecordedBatch;
import dev.tidings.testing.TestApplication;
import dev.tidings.transport.SendOutcome.Accepted;
import dev.tidings.transport.SendOutcome.Deferred;
import dev.tidings.transport.SendOutcome.Rejected;
import dev.tidings.transport.SendOutcome.Unknown;
import dev.tidings.transport.Transport.HandOverResult;
import dev.tidings.transport.Transport.RetryMode;
import dev.tidings.transport.Transport.TransportStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Letters that are given up between two attempts. They are skipped, or unknown if an earlier attempt may be out. */
class WithdrawnLettersTest {
    private static final int READERS = 3;
    private static final BatchResponder ACCEPT =
            (key, batch) -> RecordingTransport.all(batch, new Accepted("id", null), null);
    private static final BatchResponder DEFER =
            (key, batch) -> RecordingTransport.all(batch, new Deferred("429", Duration.ofMinutes(2)), null);
    private static final BatchResponder REJECT_BATCH = (key, batch) -> new HandOverResult(
            RecordingTransport.all(batch, new Deferred("422", Duration.ofMinutes(2)), null)
                    .outcomes(),
            null,
            RetryMode.ALONE,
            TransportStatus.OK);
    private static final BatchResponder CRASH = (key, batch) -> {
        throw new IllegalStateException("power failure");
    };

    @RegisterExtension
    static final TestApplication app = new TestApplication();

    @RegisterExtension
    static final TestApplication resending = new TestApplication(configurationThatResendsUnknownLetters());

    @Test
    void aDeferredLetterIsSkipped() {
        Edition edition = attemptedOnce(app, DEFER);
        assertThat(cancel(app, edition)).isEqualTo(new EditionProgress(READERS, 0, READERS, 0, 0));
    }

    @Test
    void anUnansweredLetterIsUnknown() {
        Edition edition = attemptedOnce(app, (key, batch) -> RecordingTransport.unanswered(batch));
        assertThat(cancel(app, edition)).isEqualTo(new EditionProgress(READERS, 0, 0, READERS, 0));
        assertThat(reasons(app)).containsOnly("outcome unknown: given up while it was being tried: CANCELLED");
    }

    @Test
    void aLetterOfARejectedBatchIsSkipped() {
        Edition edition = attemptedOnce(app, REJECT_BATCH);
        assertThat(cancel(app, edition)).isEqualTo(new EditionProgress(READERS, 0, READERS, 0, 0));
    }

    @Test
    void aLetterOfARejectedBatchIsSkippedWhenItIsTooLate() {
        Edition edition = attemptedOnce(app, REJECT_BATCH);
        app.clock().advance(Duration.ofDays(2));
        app.deliver(edition.id(), 1);
        assertThat(reasons(app)).containsOnly("TOO_LATE");
    }

    @Test
    void aLetterSentAloneAndDeferredIsSkipped() {
        Edition edition = attemptedOnce(app, REJECT_BATCH);
        retry(app, edition, DEFER);
        assertThat(keys(app)).hasSize(1 + READERS).doesNotHaveDuplicates();
        List<String> alone = keys(app).subList(1, 1 + READERS);

        retry(app, edition, DEFER);
        assertThat(keys(app).subList(1 + READERS, 1 + 2 * READERS)).isEqualTo(alone);
        assertThat(cancel(app, edition)).isEqualTo(new EditionProgress(READERS, 0, READERS, 0, 0));
    }

    @Test
    void aLetterSentAloneWithoutAnAnswerIsUnknown() {
        Edition edition = attemptedOnce(app, REJECT_BATCH);
        retry(app, edition, (key, batch) -> RecordingTransport.unanswered(batch));
        retry(app, edition, DEFER);
        assertThat(cancel(app, edition)).isEqualTo(new EditionProgress(READERS, 0, 0, READERS, 0));
    }

    @Test
    void aUserWhoOptsOutBeforeTheLetterIsSentAloneIsSkipped() {
        Edition edition = attemptedOnce(app, REJECT_BATCH);
        optOut(app, "u1");
        retry(app, edition, ACCEPT);
        assertThat(counts(app, edition)).isEqualTo(new EditionProgress(READERS, READERS - 1, 1, 0, 0));
    }

    @Test
    void aLetterNeverAttemptedUnderItsKeyMayBeSentAfterTheReplayWindow() {
        Edition edition = attemptedOnce(app, REJECT_BATCH);
        app.get(EditionControl.class).pause(edition.id());
        app.clock().advance(Duration.ofHours(30));
        app.get(EditionControl.class).resume(edition.id());
        retry(app, edition, ACCEPT);
        assertThat(counts(app, edition)).isEqualTo(new EditionProgress(READERS, READERS, 0, 0, 0));
    }

    @Test
    void unknownLettersAreSentAgainIfTheDigestAsksForIt() {
        Edition edition = withAllowedResend();
        retry(resending, edition, ACCEPT);
        assertThat(counts(resending, edition)).isEqualTo(new EditionProgress(READERS, READERS, 0, 0, 0));
        assertThat(keys(resending)).hasSize(2);
    }

    @Test
    void aLetterWhoseKeyTheServerKnowsIsNeverSentAgain() {
        Edition edition = attemptedOnce(
                resending,
                (key, batch) -> RecordingTransport.all(batch, new Unknown("the key is in use", false), null));
        retry(resending, edition, ACCEPT);
        assertThat(counts(resending, edition)).isEqualTo(new EditionProgress(READERS, 0, 0, READERS, 0));
        assertThat(resending.get(Letters.class).unknownOutcomes(edition.id())).isEqualTo(READERS);
        assertThat(keys(resending)).hasSize(1);
    }

    @Test
    void aCancelledResendIsUnknownNotSkipped() {
        Edition edition = withAllowedResend();
        assertThat(cancel(resending, edition)).isEqualTo(new EditionProgress(READERS, 0, 0, READERS, 0));
        assertThat(resending.get(Letters.class).unknownOutcomes(edition.id())).isEqualTo(READERS);
    }

    @Test
    void aUserWhoOptsOutBeforeTheResendDoesNotGetIt() {
        Edition edition = withAllowedResend();
        optOut(resending, "u1");
        retry(resending, edition, ACCEPT);
        assertThat(counts(resending, edition)).isEqualTo(new EditionProgress(READERS, READERS - 1, 0, 1, 0));
        assertThat(reasons(resending)).contains("outcome unknown: given up while it was being tried: OPTED_OUT");
    }

    @Test
    void aRejectedResendIsUnknown() {
        Edition edition = withAllowedResend();
        retry(resending, edition, (key, batch) -> RecordingTransport.all(batch, new Rejected("550 no", false), null));
        assertThat(reasons(resending)).containsOnly("550 no");
        assertThat(resending.get(Letters.class).unknownOutcomes(edition.id())).isEqualTo(READERS);
    }

    /** An edition whose letters were handed over once. */
    private static Edition attemptedOnce(TestApplication app, BatchResponder answer) {
        app.insertReaders(READERS);
        app.transport().withReplayWindow(Duration.ofHours(23), 100).respondingWith(answer);
        Edition edition = planned(app);
        app.deliver(edition.id(), 1);
        return edition;
    }

    /** An edition whose letters are sent again: their worker crashed, and the transport has no idempotency key. */
    private static Edition withAllowedResend() {
        resending.insertReaders(READERS);
        resending.transport().respondingWith(CRASH);
        Edition edition = planned(resending);
        assertThatThrownBy(() -> resending.deliver(edition.id(), 1)).hasMessage("power failure");
        resending.get(EditionControl.class).pause(edition.id());
        resending
                .get(InterruptedBatches.class)
                .recover(edition, resending.get(DigestCatalog.class).primary(), 1);
        resending.get(EditionControl.class).resume(edition.id());
        return edition;
    }

    private static Edition planned(TestApplication app) {
        Edition edition = app.get(EditionOpener.class)
                .openLastCompleted(app.get(DigestCatalog.class).primary(), OpenedBy.API);
        app.get(EditionPlanner.class).plan(edition.id());
        return edition;
    }

    private static void retry(TestApplication app, Edition edition, BatchResponder answer) {
        app.clock().advance(Duration.ofMinutes(30));
        app.transport().respondingWith(answer);
        app.deliver(edition.id(), 1);
    }

    private static EditionProgress cancel(TestApplication app, Edition edition) {
        app.get(EditionControl.class).cancel(edition.id());
        app.deliver(edition.id(), 1);
        return counts(app, edition);
    }

    private static void optOut(TestApplication app, String user) {
        app.jdbc()
                .sql("update users set opt_in_digest = false where id = :id")
                .param("id", user)
                .update();
    }

    private static List<String> keys(TestApplication app) {
        return app.transport().batches().stream().map(RecordedBatch::key).toList();
    }

    private static List<String> reasons(TestApplication app) {
        return app.jdbc()
                .sql("select coalesce(skip_reason, error_message) from digest_log where status <> 'sent'")
                .query(String.class)
                .list();
    }

    private static EditionProgress counts(TestApplication app, Edition edition) {
        return app.get(Editions.class).find(edition.id()).orElseThrow().progress();
    }

    private static Path configurationThatResendsUnknownLetters() {
        try {
            String digest = Files.readString(Path.of("../examples/living-lytics/digests/living-lytics.yml"));
            Path digests = ForkFolder.of("on-unknown-resend/digests");
            Files.writeString(digests.resolve("living-lytics.yml"), digest + "on-unknown: resend\n");
            return digests.resolve("..").normalize();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
