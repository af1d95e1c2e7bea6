package dev.tidings.edition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.core.Message;
import dev.tidings.core.Secret;
import dev.tidings.core.Ticker;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.edition.Edition.EditionProgress;
import dev.tidings.edition.Edition.OpenedBy;
import dev.tidings.ledger.Letters;
import dev.tidings.testing.RecordingTransport.BatchResponder;
import dev.tidings.testing.ResendSchemas;
import dev.tidings.testing.TestApplication;
import dev.tidings.testkit.FakeResend;
import dev.tidings.testkit.PostedEmail;
import dev.tidings.testkit.RecordedRequest;
import dev.tidings.testkit.ResendAction;
import dev.tidings.transport.Transport.HandOverResult;
import dev.tidings.transport.resend.ResendSettings;
import dev.tidings.transport.resend.ResendTransport;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Resend rejects a batch because of one letter. Its letters are then sent one by one, also after a crash or a lost
 * connection.
 */
class RejectedBatchTest {
    private static final int READERS = 4;

    @RegisterExtension
    static final TestApplication app = new TestApplication();

    private final FakeResend resend = ResendSchemas.startServer();
    private final ResendTransport transport = new ResendTransport(
            new ResendSettings(
                    new Secret(FakeResend.KEY), resend.url(), 1000, Duration.ofSeconds(60), Duration.ofSeconds(60)),
            Ticker.SYSTEM);

    @BeforeEach
    void connect() {
        app.insertReaders(READERS);
        app.transport().withReplayWindow(transport.replayWindow(), 100).respondingWith(transport::handOver);
    }

    @AfterEach
    void close() {
        transport.close();
        resend.close();
    }

    @Test
    void anInvalidLetterDoesNotFailTheOthers() {
        resend.rejectingWholeBatches().rejecting(to -> to.contains("u2@") ? "Invalid `to`" : null);
        Edition edition = planned();
        app.deliver(edition.id(), 1);
        assertThat(counts(edition)).isEqualTo(new EditionProgress(READERS, READERS - 1, 0, 0, 1));
        String key = keys().getFirst();
        assertThat(keys()).containsExactly(key, key + ".1", key + ".2", key + ".3", key + ".4");

        // Others were accepted after it: its next refusal is its own.
        app.clock().advance(Duration.ofMinutes(5));
        assertThat(app.deliver(edition.id(), 1)).isEmpty();
        assertThat(counts(edition)).isEqualTo(new EditionProgress(READERS, READERS - 1, 0, 1, 0));
    }

    @Test
    void lettersAreStillSentOneByOneAfterALostConnection() {
        resend.enqueueError(422, "validation_error");
        resend.enqueue(new ResendAction.ProcessWithHeaders(Map.of()), new ResendAction.ProcessAndClose());
        Edition edition = planned();
        app.deliver(edition.id(), 1);
        assertThat(counts(edition)).isEqualTo(new EditionProgress(READERS, READERS - 1, 0, 0, 1));

        app.clock().advance(Duration.ofMinutes(1));
        app.deliver(edition.id(), 1);
        assertEachIsSentOnce(edition);
    }

    @Test
    void lettersAreStillSentOneByOneAfterACrash() {
        resend.enqueueError(422, "validation_error");
        app.transport().respondingWith(crashingAfter(3));
        Edition edition = planned();
        assertThatThrownBy(() -> app.deliver(edition.id(), 1)).hasMessage("power failure");
        assertThat(resend.emails()).hasSize(2);

        app.transport().respondingWith(transport::handOver);
        app.deliver(edition.id(), 1);
        assertEachIsSentOnce(edition);
        assertThat(resend.requests())
                .extracting(RecordedRequest::path)
                .filteredOn("/emails/batch"::equals)
                .hasSize(1);
    }

    @Test
    void aBatchRejectedBeforeAndAfterACrashIsSentOneByOne() {
        resend.enqueueError(422, "validation_error");
        app.transport().respondingWith(crashingAfter(1));
        Edition edition = planned();
        assertThatThrownBy(() -> app.deliver(edition.id(), 1)).hasMessage("power failure");

        resend.enqueueError(422, "validation_error");
        app.transport().respondingWith(transport::handOver);
        app.deliver(edition.id(), 1);
        assertEachIsSentOnce(edition);
    }

    @Test
    void aBatchRejectedWhenItIsRepeatedIsSentOneByOne() {
        resend.enqueue(new ResendAction.CloseOnly());
        Edition edition = planned();
        app.deliver(edition.id(), 1);
        assertThat(counts(edition)).isEqualTo(new EditionProgress(READERS, 0, 0, 0, READERS));

        resend.enqueueError(422, "validation_error");
        app.clock().advance(Duration.ofMinutes(1));
        assertThat(app.deliver(edition.id(), 1)).hasValue(Duration.ofSeconds(1));
        app.deliver(edition.id(), 1);
        assertEachIsSentOnce(edition);
    }

    @Test
    void aBatchWhoseKeyHasOtherContentsIsUnknown() {
        resend.enqueueError(409, "invalid_idempotent_request");
        Edition edition = planned();
        assertThat(app.deliver(edition.id(), 1)).isEmpty();

        assertThat(counts(edition)).isEqualTo(new EditionProgress(READERS, 0, 0, READERS, 0));
        assertThat(app.get(Letters.class).unknownOutcomes(edition.id())).isEqualTo(READERS);
        assertThat(app.jdbc()
                        .sql("select distinct error_message from digest_log")
                        .query(String.class)
                        .list())
                .containsExactly("outcome unknown: Resend knows this batch's key with other contents");
        assertThat(keys()).hasSize(1);
        assertThat(resend.emails()).isEmpty();
    }

    /** The worker crashes after its request number {@code requests}, which the server has processed. */
    private BatchResponder crashingAfter(int requests) {
        return (key, batch) -> {
            HandOverResult answer = transport.handOver(key, List.<Message>copyOf(batch));
            if (resend.requests().size() == requests) {
                throw new IllegalStateException("power failure");
            }
            return answer;
        };
    }

    private List<String> keys() {
        return resend.requests().stream().map(RecordedRequest::key).toList();
    }

    private void assertEachIsSentOnce(Edition edition) {
        assertThat(counts(edition)).isEqualTo(new EditionProgress(READERS, READERS, 0, 0, 0));
        List<String> sent = resend.emails().stream().map(PostedEmail::messageId).toList();
        assertThat(sent).hasSize(READERS);
        assertThat(new HashSet<>(sent)).hasSize(READERS);
    }

    private static Edition planned() {
        Edition edition = app.get(EditionOpener.class)
                .openLastCompleted(app.get(DigestCatalog.class).primary(), OpenedBy.API);
        app.get(EditionPlanner.class).plan(edition.id());
        return edition;
    }

    private static EditionProgress counts(Edition edition) {
        return app.get(Editions.class).find(edition.id()).orElseThrow().progress();
    }
}
