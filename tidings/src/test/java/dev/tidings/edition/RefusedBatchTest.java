package dev.tidings.edition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.core.Message;
import dev.tidings.core.Secret;
import dev.tidings.delivery.Transport.HandOver;
import dev.tidings.delivery.transport.ResendSettings;
import dev.tidings.delivery.transport.ResendTransport;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.edition.Edition.OpenedBy;
import dev.tidings.edition.Edition.Progress;
import dev.tidings.testing.FakeResend;
import dev.tidings.testing.FakeResend.Instead;
import dev.tidings.testing.FakeResend.Letter;
import dev.tidings.testing.FakeResend.Request;
import dev.tidings.testing.RecordingTransport.Answer;
import dev.tidings.testing.TestHouse;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Resend refuses a batch as a whole: its letters go one by one, and stay so, whatever comes between. */
class RefusedBatchTest {
    private static final int READERS = 4;

    @RegisterExtension
    static final TestHouse house = new TestHouse();

    private final FakeResend resend = FakeResend.start();
    private final ResendTransport transport = new ResendTransport(new ResendSettings(
            new Secret(FakeResend.KEY), resend.url(), 1000, Duration.ofSeconds(5), Duration.ofSeconds(10)));

    @BeforeEach
    void connect() {
        house.crowd(READERS);
        house.transport().replaying(transport.replayWindow(), 100).answering(transport::handOver);
    }

    @AfterEach
    void close() {
        transport.close();
        resend.close();
    }

    @Test
    void noLetterPaysForAnother() {
        resend.refusingWholeBatches().refusing(to -> to.contains("u2@") ? "Invalid `to`" : null);
        Edition edition = planned();
        assertThat(house.deliver(edition.id(), 1)).isEmpty();

        assertThat(counts(edition)).isEqualTo(new Progress(READERS, READERS - 1, 0, 1, 0));
        String key = keys().getFirst();
        assertThat(keys()).containsExactly(key, key + ".1", key + ".2", key + ".3", key + ".4");
    }

    @Test
    void theyGoOnAloneAfterAConnectionWasCutInTheMiddle() {
        resend.error(422, "validation_error");
        resend.next(new Instead.WithHeaders(Map.of()), new Instead.CarryOutAndCut());
        Edition edition = planned();
        house.deliver(edition.id(), 1);
        assertThat(counts(edition)).isEqualTo(new Progress(READERS, READERS - 1, 0, 0, 1));

        house.clock().advance(Duration.ofMinutes(1));
        house.deliver(edition.id(), 1);
        assertEachIsSentOnce(edition);
    }

    @Test
    void theyGoOnAloneAfterAWorkerFellSilentInTheMiddle() {
        resend.error(422, "validation_error");
        house.transport().answering(fallingSilentAfter(3));
        Edition edition = planned();
        assertThatThrownBy(() -> house.deliver(edition.id(), 1)).hasMessage("the power went");
        assertThat(resend.letters()).hasSize(2);

        house.transport().answering(transport::handOver);
        house.deliver(edition.id(), 1);
        assertEachIsSentOnce(edition);
        assertThat(resend.requests())
                .extracting(Request::path)
                .filteredOn("/emails/batch"::equals)
                .hasSize(1);
    }

    @Test
    void theRefusalOfABatchWhoseWorkerFellSilentCountsAsWell() {
        resend.error(422, "validation_error");
        house.transport().answering(fallingSilentAfter(1));
        Edition edition = planned();
        assertThatThrownBy(() -> house.deliver(edition.id(), 1)).hasMessage("the power went");

        resend.error(422, "validation_error");
        house.transport().answering(transport::handOver);
        house.deliver(edition.id(), 1);
        assertEachIsSentOnce(edition);
    }

    @Test
    void aBatchThatIsRefusedWhenItIsRepeatedGoesOnAlone() {
        resend.next(new Instead.Cut());
        Edition edition = planned();
        house.deliver(edition.id(), 1);
        assertThat(counts(edition)).isEqualTo(new Progress(READERS, 0, 0, 0, READERS));

        resend.error(422, "validation_error");
        house.clock().advance(Duration.ofMinutes(1));
        assertThat(house.deliver(edition.id(), 1)).hasValue(Duration.ofSeconds(1));
        house.deliver(edition.id(), 1);
        assertEachIsSentOnce(edition);
    }

    /** The worker is gone when the answer to that request comes; its letters have been taken or refused. */
    private Answer fallingSilentAfter(int requests) {
        return (key, batch) -> {
            HandOver answer = transport.handOver(key, List.<Message>copyOf(batch));
            if (resend.requests().size() == requests) {
                throw new IllegalStateException("the power went");
            }
            return answer;
        };
    }

    private List<String> keys() {
        return resend.requests().stream().map(Request::key).toList();
    }

    private void assertEachIsSentOnce(Edition edition) {
        assertThat(counts(edition)).isEqualTo(new Progress(READERS, READERS, 0, 0, 0));
        List<String> sent = resend.letters().stream().map(Letter::messageId).toList();
        assertThat(sent).hasSize(READERS);
        assertThat(new HashSet<>(sent)).hasSize(READERS);
    }

    private static Edition planned() {
        Edition edition = house.get(EditionOpener.class)
                .openLastCompleted(house.get(DigestCatalog.class).primary(), OpenedBy.API);
        house.get(EditionPlanner.class).plan(edition.id());
        return edition;
    }

    private static Progress counts(Edition edition) {
        return house.get(Editions.class).find(edition.id()).orElseThrow().progress();
    }
}
