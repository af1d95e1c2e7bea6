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

    @ParameterizedTest
    @CsvSource({
        "MAIL, 454 Throttling failure: Daily message quota exceeded.",
        "DOT, 550 5.4.5 Daily user sending limit exceeded. Learn more",
        "RCPT, 550 5.1.90 You have reached your daily limit for message recipients",
        "DOT, 450 4.7.0 You have reached your monthly email sending quota"
    })
    void aUsedUpQuotaStops(Step step, String reply) {
        FakeSmtp server = server(FakeSmtp.plain()).answer(step, 2, reply);
        HandOver result = handOver(plain(server), "ann", "bob", "cy");
        assertThat(result.stop())
                .startsWith("Our quota at the mail server is used up")
                .contains(reply.substring(4, 20));
        assertAccepted(result, 0);
        assertThat(result.outcomes().subList(1, 3)).allMatch(Deferred.class::isInstance);
    }

    @ParameterizedTest
    @CsvSource({
        "RCPT, 452 4.2.2 Mailbox quota exceeded",
        "DOT, 552 5.2.2 The recipient's mailbox is over its daily limit",
        "RCPT, 450 4.2.1 The user is receiving mail over a daily limit",
        "RCPT, 451 4.7.1 Hourly sending limit reached",
        "DOT, 452 4.3.4 Message size exceeds the limit"
    })
    void quotasOfOthersDoNotStop(Step step, String reply) {
        FakeSmtp server = server(FakeSmtp.plain()).answer(step, 1, reply);
        HandOver result = handOver(plain(server), "ann", "bob");
        assertThat(result.stop()).isNull();
        assertThat(server.accepted()).hasSize(1);
    }

    @Test
    void aServerThatCannotBeReachedOrBreaksDownIsInTrouble() {
        FakeSmtp busy = server(FakeSmtp.plain()).answerAndClose(Step.GREETING, 1, "421 4.3.2 Busy");
        assertThat(handOver(plain(busy), "ann").condition().trouble()).contains("421 4.3.2 Busy");

        FakeSmtp breaking = server(FakeSmtp.plain());
        for (int i = 1; i <= 6; i++) {
            breaking.close(Step.MAIL, i);
        }
        assertThat(handOver(plain(breaking), "a", "b", "c", "d").condition().trouble())
                .contains("3 times in a row");

        FakeSmtp well = server(FakeSmtp.plain()).answer(Step.RCPT, 1, "450 4.2.1 Not now");
        assertThat(handOver(plain(well), "ann", "bob").condition().trouble()).isNull();
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
