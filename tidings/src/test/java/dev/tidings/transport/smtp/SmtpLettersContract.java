package dev.tidings.transport.smtp;

import static dev.tidings.testing.Eventually.await;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.tidings.core.EmailAddress;
import dev.tidings.core.Message;
import dev.tidings.testing.Eventually;
import dev.tidings.testing.TestMessages;
import dev.tidings.testkit.FakeSmtpServer;
import dev.tidings.testkit.ReceivedMessage;
import dev.tidings.testkit.SmtpStep;
import dev.tidings.transport.SendOutcome.Accepted;
import dev.tidings.transport.SendOutcome.Deferred;
import dev.tidings.transport.SendOutcome.Rejected;
import dev.tidings.transport.SendOutcome.UnclearRefusal;
import dev.tidings.transport.Transport;
import dev.tidings.transport.Transport.HandOverResult;
import dev.tidings.transport.smtp.SmtpSettings.SmtpLimits;
import dev.tidings.transport.smtp.SmtpSettings.SmtpTimeouts;
import dev.tidings.transport.smtp.SmtpSettings.TlsMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Acceptance and refusal of single letters, and reuse of connections. */
abstract class SmtpLettersContract extends SmtpContract {
    private static final SmtpLimits TWO_CONNECTIONS = new SmtpLimits(2, Integer.MAX_VALUE);

    @Test
    void batchGoesOverOneConnectionInOrder() {
        FakeSmtpServer server = server(FakeSmtpServer.plain());
        HandOverResult result = handOver(plain(server), "ann", "bob", "cy");

        assertThat(result.stopReason()).isNull();
        assertThat(result.outcomes()).hasSize(3).allMatch(new Accepted("4ABC-1", null)::equals);
        assertThat(server.connections()).isEqualTo(1);
        assertThat(server.accepted())
                .extracting(ReceivedMessage::recipient)
                .containsExactly("ann@reader.example", "bob@reader.example", "cy@reader.example");
    }

    @Test
    void linesWithDotsArriveUnchanged() {
        FakeSmtpServer server = server(FakeSmtpServer.plain());
        Message plain = TestMessages.to("ann");
        Message dotted = new Message(
                plain.messageId(),
                plain.from(),
                null,
                plain.to(),
                "Dots",
                "<p>.</p>\n.\n..\n",
                ".\n..\n.x",
                plain.headers());
        Transport transport = plain(server);
        transport.handOver("k", List.of(dotted));

        String arrived = server.accepted().getFirst().text();
        assertThat(arrived).contains("\r\n\r\n.\r\n..\r\n.x\r\n--").contains("<p>.</p>\r\n.\r\n..\r\n");
    }

    @Test
    void connectionIsReusedForTheNextBatch() {
        FakeSmtpServer server = server(FakeSmtpServer.plain());
        Transport transport = plain(server);
        handOver(transport, "ann");
        handOver(transport, "bob");
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void brokenIdleConnectionIsReplaced() {
        FakeSmtpServer server = server(FakeSmtpServer.plain()).close(SmtpStep.RSET, 1);
        Transport transport = plain(server);
        handOver(transport, "ann");
        assertAccepted(handOver(transport, "bob"), 0);
        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void idleConnectionIsClosedInTime() throws Exception {
        FakeSmtpServer server = server(FakeSmtpServer.plain());
        SmtpTimeouts shortIdleTimeout =
                new SmtpTimeouts(Eventually.PATIENCE, Eventually.PATIENCE, Eventually.PATIENCE, Duration.ofMillis(200));
        handOver(transport(settings(server).withTimeouts(shortIdleTimeout)), "ann");
        await().until(() -> server.openConnections() == 0);
        assertThat(server.commands()).endsWith("QUIT");
    }

    @Test
    void concurrentBatchesShareTheAllowedConnections() throws Exception {
        FakeSmtpServer server = server(FakeSmtpServer.plain());
        SmtpSettings twoConnections = new SmtpSettings(
                "localhost", server.port(), TlsMode.NEVER, null, null, null, TWO_CONNECTIONS, LONG_TIMEOUTS);
        Transport transport = openTransport(twoConnections);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<HandOverResult>> results = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                String name = "reader" + i;
                results.add(threads.submit(() -> handOver(transport, name, name + "b")));
            }
            for (Future<HandOverResult> result : results) {
                assertThat(result.get().outcomes()).allMatch(Accepted.class::isInstance);
            }
        }
        assertThat(server.accepted()).hasSize(40);
        assertThat(server.connections()).isBetween(1, 2);
    }

    @Test
    void envelopeSenderIsConfiguredOrTheFromAddress() {
        FakeSmtpServer server = server(FakeSmtpServer.plain());
        handOver(plain(server), "ann");
        EmailAddress bounces = new EmailAddress("bounces@tidings.example");
        handOver(
                openTransport(new SmtpSettings(
                        "localhost", server.port(), TlsMode.NEVER, null, null, bounces, ONE_CONNECTION, LONG_TIMEOUTS)),
                "bob");
        assertThat(server.accepted())
                .extracting(ReceivedMessage::sender)
                .containsExactly("news@tidings.example", "bounces@tidings.example");
    }

    @ParameterizedTest
    @CsvSource({
        "550 5.1.1 No such user",
        "550 5.2.1 Mailbox disabled",
        "556 5.1.10 Takes no mail",
        "550 No such user here",
    })
    void unknownRecipientRejectsOnlyThatLetter(String reply) {
        FakeSmtpServer server = server(FakeSmtpServer.plain()).answer(SmtpStep.RCPT, 2, reply);
        HandOverResult result = handOver(plain(server), "ann", "bob", "cy");

        assertThat(result.stopReason()).isNull();
        assertAccepted(result, 0);
        assertThat(result.outcomes().get(1))
                .isEqualTo(new Rejected("The mail server refused the recipient: " + reply, true));
        assertAccepted(result, 2);
        assertThat(server.connections()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "550 5.7.1 Not from you",
        "553 5.7.26 Unauthenticated",
        "552 5.3.4 Too big",
        "554 5.0.0 No",
    })
    void otherRefusalOfARecipientIsUnclear(String reply) {
        FakeSmtpServer server = server(FakeSmtpServer.plain()).answer(SmtpStep.RCPT, 2, reply);
        HandOverResult result = handOver(plain(server), "ann", "bob", "cy");

        assertThat(result.stopReason()).isNull();
        assertAccepted(result, 0);
        assertThat(result.outcomes().get(1))
                .isEqualTo(new UnclearRefusal("The mail server refused the recipient: " + reply));
        assertAccepted(result, 2);
        assertThat(server.connections()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "RCPT, 450 4.2.1 Greylisted",
        "RCPT, 452 4.2.2 Full",
        "RCPT, 552 5.2.2 Full",
        "RCPT, 552 Full",
        "DATA, 451 4.3.2 Later",
        "DOT, 452 4.3.1 Disk full"
    })
    void temporaryRefusalIsDeferred(SmtpStep step, String reply) {
        FakeSmtpServer server = server(FakeSmtpServer.plain()).answer(step, 2, reply);
        HandOverResult result = handOver(plain(server), "ann", "bob", "cy");

        assertThat(result.stopReason()).isNull();
        assertAccepted(result, 0);
        assertThat(result.outcomes().get(1))
                .asInstanceOf(type(Deferred.class))
                .extracting(Deferred::reason)
                .asString()
                .endsWith(reply);
        assertAccepted(result, 2);
        assertThat(server.connections()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"DATA, 554 5.5.1 No", "DOT, 554 5.6.0 Not readable", "DOT, 552 5.3.4 Too big", "DOT, 550 5.7.1 Spam"})
    void refusalOfTheLetterIsUnclear(SmtpStep step, String reply) {
        FakeSmtpServer server = server(FakeSmtpServer.plain()).answer(step, 1, reply);
        HandOverResult result = handOver(plain(server), "ann", "bob");
        assertThat(result.outcomes().getFirst())
                .asInstanceOf(type(UnclearRefusal.class))
                .matches(refusal -> refusal.reason().endsWith(reply));
        assertAccepted(result, 1);
    }

    @Test
    void refusalAfterTheFinalDotCountsWhenTheServerCloses() {
        FakeSmtpServer server = server(FakeSmtpServer.plain()).answerAndClose(SmtpStep.DOT, 1, "554 5.6.0 No, and bye");
        HandOverResult result = handOver(plain(server), "ann", "bob");
        assertThat(result.outcomes().getFirst()).isInstanceOf(UnclearRefusal.class);
        assertAccepted(result, 1);
        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void invalidMessageIsRejectedAlone() {
        FakeSmtpServer server = server(FakeSmtpServer.plain());
        Message ann = TestMessages.to("ann");
        Message hostile = new Message(
                ann.messageId(),
                ann.from(),
                null,
                ann.to(),
                "s",
                "h",
                "t",
                java.util.Map.of("X-A", "b\r\nBcc: c@d.example"));
        HandOverResult result = plain(server).handOver("k", List.of(hostile, TestMessages.to("bob")));
        assertThat(result.outcomes().getFirst()).isInstanceOf(Rejected.class);
        assertAccepted(result, 1);
    }

    @Test
    void repliesAreCleanedMaskedAndTruncated() {
        FakeSmtpServer server = server(FakeSmtpServer.plain())
                .answer(
                        SmtpStep.RCPT,
                        1,
                        "550-5.1.1 <ann@reader.example>: no\u0007 such \u001b[31muser",
                        "550-5.1.1 \"Ann O\"@reader.example or mailto:ann%40reader.example",
                        "550 5.1.1 " + "x".repeat(5000));
        Rejected rejected = (Rejected) handOver(plain(server), "ann").outcomes().getFirst();
        assertThat(rejected.addressIsDead()).isTrue();
        assertThat(rejected.reason())
                .hasSizeLessThan(400)
                .doesNotContain("reader.example", "Ann O")
                .matches("[ -~…]*")
                .startsWith("The mail server refused the recipient: 550 5.1.1 [address]");
    }

    @Test
    void letterHasEightBitsWithThe8BitMimeExtension() {
        FakeSmtpServer server = server(FakeSmtpServer.plain());
        handOver(plain(server), "ann");
        assertThat(server.commands()).anyMatch(command -> command.startsWith("MAIL") && command.contains("8BITMIME"));
        assertThat(new String(server.accepted().getFirst().text().getBytes(ISO_8859_1), UTF_8))
                .contains("Content-Transfer-Encoding: 8bit\r\n\r\nGrüße, ann\r\n");
    }

    @Test
    void letterHasSevenBitsWithoutThe8BitMimeExtension() {
        FakeSmtpServer server = server(FakeSmtpServer.plain()).withExtensions();
        handOver(plain(server), "ann");
        assertThat(server.commands()).contains("MAIL FROM:<news@tidings.example>");
        assertThat(server.accepted().getFirst().text())
                .matches("[\\r\\n\\t -~]*")
                .contains("Content-Transfer-Encoding: quoted-printable\r\n\r\nGr=C3=BC=C3=9Fe, ann\r\n");
    }

    @Test
    void serverWithoutEhloIsGreetedWithHelo() {
        FakeSmtpServer server = server(FakeSmtpServer.plain()).answer(SmtpStep.EHLO, 1, "502 5.5.1 What?");
        assertAccepted(handOver(plain(server), "ann"), 0);
        assertThat(server.commands().get(1)).startsWith("HELO ");
        assertThat(server.commands()).contains("MAIL FROM:<news@tidings.example>");
    }

    @Test
    void bodyIsNotSentWithoutAnAcceptedRecipient() {
        FakeSmtpServer server = server(FakeSmtpServer.plain())
                .acceptingWithoutRecipient()
                .answer(SmtpStep.RCPT, 2, "550 5.1.1 No such user");
        HandOverResult result = handOver(plain(server), "ann", "bob", "cy");
        assertAccepted(result, 0);
        assertThat(result.outcomes().get(1)).isInstanceOf(Rejected.class);
        assertAccepted(result, 2);
        assertThat(server.handedOver())
                .extracting(ReceivedMessage::recipient)
                .containsExactly("ann@reader.example", "cy@reader.example");
    }
}
