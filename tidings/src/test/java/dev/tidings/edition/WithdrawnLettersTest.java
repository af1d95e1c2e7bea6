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

/** Letters that are given up between two attempts: skipped, or unknown where an earlier attempt may be out. */
class WithdrawnLettersTest {
    private static final int READERS = 3;
    private static final BatchResponder TAKEN =
            (key, batch) -> RecordingTransport.all(batch, new Accepted("id", null), null);
    private static final BatchResponder BUSY =
            (key, batch) -> RecordingTransport.all(batch, new Deferred("429", Duration.ofMinutes(2)), null);
    private static final BatchResponder REFUSED_TOGETHER = (key, batch) -> new HandOverResult(
            RecordingTransport.all(batch, new Deferred("422", Duration.ofMinutes(2)), null)
                    .outcomes(),
            null,
            RetryMode.ALONE,
            TransportStatus.OK);
    private static final BatchResponder SILENT = (key, batch) -> {
        throw new IllegalStateException("the power went");
    };

    @RegisterExtension
    static final TestApplication app = new TestApplication();

    @RegisterExtension
    static final TestApplication daring = new TestApplication(sendingAgainWhatIsUnknown());

    @Test
    void whatWasDeferredIsSkipped() {
        Edition edition = tried(app, BUSY);
        assertThat(cancelled(app, edition)).isEqualTo(new EditionProgress(READERS, 0, READERS, 0, 0));
    }

    @Test
    void whatHadNoAnswerIsUnknown() {
        Edition edition = tried(app, (key, batch) -> RecordingTransport.unanswered(batch));
        assertThat(cancelled(app, edition)).isEqualTo(new EditionProgress(READERS, 0, 0, READERS, 0));
        assertThat(reasons(app)).containsOnly("outcome unknown: given up while it was being tried: CANCELLED");
    }

    @Test
    void whatIsToGoAloneIsSkipped() {
        Edition edition = tried(app, REFUSED_TOGETHER);
        assertThat(cancelled(app, edition)).isEqualTo(new EditionProgress(READERS, 0, READERS, 0, 0));
    }

    @Test
    void whatIsToGoAloneIsSkippedWhenItIsTooLate() {
        Edition edition = tried(app, REFUSED_TOGETHER);
        app.clock().advance(Duration.ofDays(2));
        app.deliver(edition.id(), 1);
        assertThat(reasons(app)).containsOnly("TOO_LATE");
    }

    @Test
    void whatIsToGoAloneAndIsPutOffIsStillSkipped() {
        Edition edition = tried(app, REFUSED_TOGETHER);
        again(app, edition, BUSY);
        assertThat(keys(app)).hasSize(1 + READERS).doesNotHaveDuplicates();
        List<String> alone = keys(app).subList(1, 1 + READERS);

        again(app, edition, BUSY);
        assertThat(keys(app).subList(1 + READERS, 1 + 2 * READERS)).isEqualTo(alone);
        assertThat(cancelled(app, edition)).isEqualTo(new EditionProgress(READERS, 0, READERS, 0, 0));
    }

    @Test
    void whatWentAloneWithoutAnAnswerIsUnknown() {
        Edition edition = tried(app, REFUSED_TOGETHER);
        again(app, edition, (key, batch) -> RecordingTransport.unanswered(batch));
        again(app, edition, BUSY);
        assertThat(cancelled(app, edition)).isEqualTo(new EditionProgress(READERS, 0, 0, READERS, 0));
    }

    @Test
    void whoOptsOutBeforeTheLetterGoesAloneDoesNotGetIt() {
        Edition edition = tried(app, REFUSED_TOGETHER);
        optOut(app, "u1");
        again(app, edition, TAKEN);
        assertThat(counts(app, edition)).isEqualTo(new EditionProgress(READERS, READERS - 1, 1, 0, 0));
    }

    @Test
    void whatWasNeverTriedUnderItsKeyMayWaitForLongerThanKeysAreKept() {
        Edition edition = tried(app, REFUSED_TOGETHER);
        app.get(EditionControl.class).pause(edition.id());
        app.clock().advance(Duration.ofHours(30));
        app.get(EditionControl.class).resume(edition.id());
        again(app, edition, TAKEN);
        assertThat(counts(app, edition)).isEqualTo(new EditionProgress(READERS, READERS, 0, 0, 0));
    }

    @Test
    void whatIsUnknownIsSentAgainWhereTheDigestAsksForIt() {
        Edition edition = forgotten();
        again(daring, edition, TAKEN);
        assertThat(counts(daring, edition)).isEqualTo(new EditionProgress(READERS, READERS, 0, 0, 0));
        assertThat(keys(daring)).hasSize(2);
    }

    @Test
    void whatIsToBeSentAgainIsNeverSkipped() {
        Edition edition = forgotten();
        assertThat(cancelled(daring, edition)).isEqualTo(new EditionProgress(READERS, 0, 0, READERS, 0));
        assertThat(daring.get(Letters.class).unknownOutcomes(edition.id())).isEqualTo(READERS);
    }

    @Test
    void whoOptsOutBeforeTheLetterIsSentAgainDoesNotGetItAgain() {
        Edition edition = forgotten();
        optOut(daring, "u1");
        again(daring, edition, TAKEN);
        assertThat(counts(daring, edition)).isEqualTo(new EditionProgress(READERS, READERS - 1, 0, 1, 0));
        assertThat(reasons(daring)).contains("outcome unknown: given up while it was being tried: OPTED_OUT");
    }

    @Test
    void whatIsRefusedWhenItIsSentAgainMayHaveArrivedAllTheSame() {
        Edition edition = forgotten();
        again(daring, edition, (key, batch) -> RecordingTransport.all(batch, new Rejected("550 no", false), null));
        assertThat(reasons(daring)).containsOnly("550 no");
        assertThat(daring.get(Letters.class).unknownOutcomes(edition.id())).isEqualTo(READERS);
    }

    /** An edition whose letters have been tried once. */
    private static Edition tried(TestApplication app, BatchResponder answer) {
        app.insertReaders(READERS);
        app.transport().withReplayWindow(Duration.ofHours(23), 100).respondingWith(answer);
        Edition edition = planned(app);
        app.deliver(edition.id(), 1);
        return edition;
    }

    /** An edition whose letters are to be sent again, for whoever tried them fell silent and no key guards them. */
    private static Edition forgotten() {
        daring.insertReaders(READERS);
        daring.transport().respondingWith(SILENT);
        Edition edition = planned(daring);
        assertThatThrownBy(() -> daring.deliver(edition.id(), 1)).hasMessage("the power went");
        daring.get(EditionControl.class).pause(edition.id());
        daring.get(InterruptedBatches.class)
                .recover(edition, daring.get(DigestCatalog.class).primary(), 1);
        daring.get(EditionControl.class).resume(edition.id());
        return edition;
    }

    private static Edition planned(TestApplication app) {
        Edition edition = app.get(EditionOpener.class)
                .openLastCompleted(app.get(DigestCatalog.class).primary(), OpenedBy.API);
        app.get(EditionPlanner.class).plan(edition.id());
        return edition;
    }

    private static void again(TestApplication app, Edition edition, BatchResponder answer) {
        app.clock().advance(Duration.ofMinutes(30));
        app.transport().respondingWith(answer);
        app.deliver(edition.id(), 1);
    }

    private static EditionProgress cancelled(TestApplication app, Edition edition) {
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

    private static Path sendingAgainWhatIsUnknown() {
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
