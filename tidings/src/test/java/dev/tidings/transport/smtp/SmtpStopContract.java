package dev.tidings.transport.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.core.EmailAddress;
import dev.tidings.testkit.FakeSmtpServer;
import dev.tidings.testkit.SmtpStep;
import dev.tidings.transport.SendOutcome.Accepted;
import dev.tidings.transport.SendOutcome.Deferred;
import dev.tidings.transport.SendOutcome.Rejected;
import dev.tidings.transport.SendOutcome.UnclearRefusal;
import dev.tidings.transport.Transport;
import dev.tidings.transport.Transport.HandOverResult;
import dev.tidings.transport.Transport.Reachability;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Replies that stop the edition until an operator acts, and similar replies that do not. */
abstract class SmtpStopContract extends SmtpContract {
    private static final List<EmailAddress> SENDERS = List.of(new EmailAddress("news@tidings.example"));

    @ParameterizedTest
    @CsvSource({
        "MAIL, 530 5.7.0 Log in first",
        "MAIL, 550 5.7.1 Not your sender",
        "MAIL, 553 5.1.8 Bad sender",
        "RCPT, 530 5.7.0 Log in first",
        "DOT, 535 5.7.8 No"
    })
    void refusedSenderOrLoginStops(SmtpStep step, String reply) {
        FakeSmtpServer server = server(FakeSmtpServer.plain()).answer(step, 2, reply);
        HandOverResult result = handOver(plain(server), "ann", "bob", "cy");
        assertThat(result.stopReason()).endsWith(reply);
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
    void exhaustedSendingQuotaStops(SmtpStep step, String reply) {
        FakeSmtpServer server = server(FakeSmtpServer.plain()).answer(step, 2, reply);
        HandOverResult result = handOver(plain(server), "ann", "bob", "cy");
        assertThat(result.stopReason())
                .startsWith("The quota at the mail server is exhausted")
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
    void otherLimitsDoNotStop(SmtpStep step, String reply) {
        FakeSmtpServer server = server(FakeSmtpServer.plain()).answer(step, 1, reply);
        HandOverResult result = handOver(plain(server), "ann", "bob");
        assertThat(result.stopReason()).isNull();
        assertThat(server.accepted()).hasSize(1);
    }

    @Test
    void busyOrBreakingServerIsReportedAsFailing() {
        FakeSmtpServer busy = server(FakeSmtpServer.plain()).answerAndClose(SmtpStep.GREETING, 1, "421 4.3.2 Busy");
        assertThat(handOver(plain(busy), "ann").status().failure()).contains("421 4.3.2 Busy");

        FakeSmtpServer breaking = server(FakeSmtpServer.plain());
        for (int i = 1; i <= 6; i++) {
            breaking.close(SmtpStep.MAIL, i);
        }
        assertThat(handOver(plain(breaking), "a", "b", "c", "d").status().failure())
                .contains("3 times in a row");

        FakeSmtpServer healthy = server(FakeSmtpServer.plain()).answer(SmtpStep.RCPT, 1, "450 4.2.1 Not now");
        assertThat(handOver(plain(healthy), "ann", "bob").status().failure()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "MAIL, 550 relay not permitted",
        "MAIL, 454 4.7.1 Relay access denied",
        "MAIL, 550 5.7.1 Client was not authenticated",
        "RCPT, 530 5.7.0 Authentication required"
    })
    void refusedAccessStopsAtTheFirstLetter(SmtpStep step, String reply) {
        FakeSmtpServer server = server(FakeSmtpServer.plain()).answerFrom(step, 1, reply);
        HandOverResult result = handOver(plain(server), "a", "b", "c");
        assertStopped(result, reply.substring(0, 10));
        assertThat(server.commands())
                .filteredOn(command -> command.startsWith(step.name()))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "554 5.7.1 <unknown[192.0.2.1]>: Client host rejected: Access denied",
        "550 relay not permitted",
        "454 4.7.1 <ann@reader.example>: Relay access denied"
    })
    void accessDeniedForOneRecipientDoesNotStop(String reply) {
        FakeSmtpServer server = server(FakeSmtpServer.plain()).answer(SmtpStep.RCPT, 1, reply);
        HandOverResult result = handOver(plain(server), "ann", "bob");
        assertThat(result.stopReason()).isNull();
        assertThat(result.outcomes().getFirst()).isInstanceOf(UnclearRefusal.class);
        assertThat(server.accepted()).hasSize(1);
    }

    @Test
    void fiveDenialsOfAccessInARowEndTheBatch() {
        FakeSmtpServer server = server(FakeSmtpServer.plain()).answerFrom(SmtpStep.RCPT, 2, "550 relay not permitted");
        HandOverResult result = handOver(plain(server), "a", "b", "c", "d", "e", "f", "g", "h");
        assertThat(result.stopReason()).isNull();
        assertThat(result.outcomes().getFirst()).isInstanceOf(Accepted.class);
        assertThat(result.outcomes().subList(1, 6)).allMatch(UnclearRefusal.class::isInstance);
        assertThat(result.outcomes().subList(6, 8))
                .containsOnly(new Deferred(
                        "not offered: the mail server denied access for the letters before it", Duration.ZERO));
    }

    @Test
    void unclearRefusalsAreLeftToTheLedger() {
        FakeSmtpServer server =
                server(FakeSmtpServer.plain()).answerFrom(SmtpStep.DOT, 1, "550 5.7.515 Not authenticated");
        HandOverResult result = handOver(plain(server), "a", "b", "c", "d", "e");
        assertThat(result.outcomes()).hasSize(5).allMatch(UnclearRefusal.class::isInstance);
        assertThat(result.stopReason()).isNull();
    }

    @Test
    void deadAddressesDoNotStop() {
        FakeSmtpServer server = server(FakeSmtpServer.plain()).answerFrom(SmtpStep.RCPT, 1, "550 5.1.1 No such user");
        HandOverResult result = handOver(plain(server), "a", "b", "c", "d", "e");
        assertThat(result.outcomes()).hasSize(5).allMatch(Rejected.class::isInstance);
        assertThat(result.stopReason()).isNull();
    }

    @Test
    void refusalInTheGreetingStops() {
        FakeSmtpServer server =
                server(FakeSmtpServer.plain()).answerAndClose(SmtpStep.GREETING, 1, "554 5.7.1 Not from your network");
        assertStopped(handOver(plain(server), "ann", "bob"), "554 5.7.1 Not from your network");
    }

    @ParameterizedTest
    @CsvSource({
        "MAIL, 550 5.7.1 Not your sender, false",
        "RCPT, 550 relay not permitted, false",
        "RCPT, 550 5.7.1 Policy, false",
        "RCPT, 550 5.1.1 User unknown, true",
        "RCPT, 451 4.7.1 Greylisted, true"
    })
    void checkTellsWhatWouldStopAnEdition(SmtpStep step, String reply, boolean reachable) {
        FakeSmtpServer server = server(FakeSmtpServer.plain()).answer(step, 1, reply);
        Reachability found = plain(server).checkReachability(SENDERS);
        assertThat(found.reachable()).isEqualTo(reachable);
        assertThat(found.detail()).contains(reply).endsWith(":<news@tidings.example>");
    }

    @Test
    void checkTakesItsLettersBack() {
        FakeSmtpServer server = server(FakeSmtpServer.plain());
        Transport transport = plain(server);
        assertThat(transport.checkReachability(SENDERS).reachable()).isTrue();
        assertThat(server.commands())
                .containsSubsequence("MAIL FROM:<news@tidings.example>", "RCPT TO:<news@tidings.example>", "RSET");
        assertAccepted(handOver(transport, "ann"), 0);
        assertThat(server.accepted()).hasSize(1);
    }

    @Test
    void busyGreetingDefers() {
        FakeSmtpServer server = server(FakeSmtpServer.plain()).answerAndClose(SmtpStep.GREETING, 1, "421 4.3.2 Busy");
        HandOverResult result = handOver(plain(server), "ann", "bob");
        assertThat(result.outcomes()).hasSize(2).allMatch(Deferred.class::isInstance);
        assertThat(result.stopReason()).isNull();
    }
}
