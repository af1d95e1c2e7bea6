package dev.tidings.delivery.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.delivery.SendOutcome.Deferred;
import dev.tidings.delivery.SendOutcome.Rejected;
import dev.tidings.delivery.Transport.HandOver;
import dev.tidings.testing.FakeSmtp;
import dev.tidings.testing.FakeSmtp.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What no letter gets past until an operator acts, and what looks like it and passes. */
abstract class SmtpStopContract extends SmtpContract {
    @ParameterizedTest
    @CsvSource({
        "MAIL, 530 5.7.0 Log in first",
        "MAIL, 550 5.7.1 Not your sender",
        "MAIL, 553 5.1.8 Bad sender",
        "RCPT, 530 5.7.0 Log in first",
        "DOT, 535 5.7.8 No"
    })
    void refusalOfOurselvesStops(Step step, String reply) {
        FakeSmtp server = server(FakeSmtp.plain()).answer(step, 2, reply);
        HandOver result = handOver(plain(server), "ann", "bob", "cy");
        assertThat(result.stop()).endsWith(reply);
        assertAccepted(result, 0);
        assertThat(result.outcomes().subList(1, 3)).allMatch(Deferred.class::isInstance);
        assertThat(server.accepted()).hasSize(1);
    }

    @Test
    void refusalByPolicyStopsWhenRepeated() {
        FakeSmtp server = server(FakeSmtp.plain()).answerFrom(Step.DOT, 1, "550 5.7.515 Not authenticated");
        HandOver result = handOver(plain(server), "a", "b", "c", "d", "e");
        assertThat(result.outcomes().subList(0, 3))
                .allMatch(outcome -> outcome instanceof Rejected rejected && !rejected.addressIsDead());
        assertThat(result.outcomes().subList(3, 5)).allMatch(Deferred.class::isInstance);
        assertThat(result.stop()).contains("5.7.515");
    }

    @Test
    void deadAddressesNeverStop() {
        FakeSmtp server = server(FakeSmtp.plain()).answerFrom(Step.RCPT, 1, "550 5.1.1 No such user");
        HandOver result = handOver(plain(server), "a", "b", "c", "d", "e");
        assertThat(result.outcomes()).hasSize(5).allMatch(Rejected.class::isInstance);
        assertThat(result.stop()).isNull();
    }

    @Test
    void serverThatRefusesUsAtTheDoorStops() {
        FakeSmtp server = server(FakeSmtp.plain()).answerAndClose(Step.GREETING, 1, "554 5.7.1 Not from your network");
        assertStopped(handOver(plain(server), "ann", "bob"), "554 5.7.1 Not from your network");
    }

    @Test
    void serverThatIsBusyAtTheDoorDefers() {
        FakeSmtp server = server(FakeSmtp.plain()).answerAndClose(Step.GREETING, 1, "421 4.3.2 Busy");
        HandOver result = handOver(plain(server), "ann", "bob");
        assertThat(result.outcomes()).hasSize(2).allMatch(Deferred.class::isInstance);
        assertThat(result.stop()).isNull();
    }
}
