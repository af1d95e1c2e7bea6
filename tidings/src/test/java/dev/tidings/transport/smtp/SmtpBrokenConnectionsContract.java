package dev.tidings.transport.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.core.Message;
import dev.tidings.testing.TestMessages;
import dev.tidings.testkit.FakeSmtpServer;
import dev.tidings.testkit.ReceivedMessage;
import dev.tidings.testkit.SmtpStep;
import dev.tidings.transport.SendOutcome;
import dev.tidings.transport.SendOutcome.Accepted;
import dev.tidings.transport.SendOutcome.Deferred;
import dev.tidings.transport.SendOutcome.Unknown;
import dev.tidings.transport.Transport;
import dev.tidings.transport.Transport.HandOverResult;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Outcomes of letters whose connection breaks. */
abstract class SmtpBrokenConnectionsContract extends SmtpContract {
    @ParameterizedTest
    @EnumSource(names = {"RCPT", "DATA"})
    void connectionLostBeforeTheFinalDotIsDeferred(SmtpStep step) {
        FakeSmtpServer server = server(FakeSmtpServer.plain()).close(step, 2);
        HandOverResult result = handOver(plain(server), "ann", "bob", "cy");
        assertAccepted(result, 0);
        assertThat(result.outcomes().get(1)).isInstanceOf(Deferred.class);
        assertAccepted(result, 2);
        assertThat(server.handedOver()).hasSize(2);
        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void connectionLostDuringTheBodyIsDeferred() {
        FakeSmtpServer server = server(FakeSmtpServer.plain()).close(SmtpStep.BODY, 1);
        HandOverResult result = plain(server).handOver("k", List.of(huge(), TestMessages.to("bob")));
        assertThat(result.outcomes().getFirst()).isInstanceOf(Deferred.class);
        assertAccepted(result, 1);
        assertThat(server.handedOver()).hasSize(1);
    }

    @Test
    void connectionLostAfterTheFinalDotIsUnknown() {
        FakeSmtpServer server = server(FakeSmtpServer.plain()).close(SmtpStep.DOT, 2);
        HandOverResult result = handOver(plain(server), "ann", "bob", "cy");
        assertAccepted(result, 0);
        assertThat(result.outcomes().get(1)).isInstanceOf(Unknown.class);
        assertAccepted(result, 2);
        assertThat(server.handedOver()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gibberish", "354 Again?", "9", "000 None"})
    void malformedReplyToTheFinalDotIsUnknown(String reply) {
        FakeSmtpServer server = server(FakeSmtpServer.plain()).answer(SmtpStep.DOT, 1, reply);
        HandOverResult result = handOver(plain(server), "ann", "bob");
        assertThat(result.outcomes().getFirst()).isInstanceOf(Unknown.class);
        assertAccepted(result, 1);
        assertThat(server.connections()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(names = {"RCPT", "DATA", "MAIL"})
    void malformedReplyBeforeTheFinalDotIsDeferred(SmtpStep step) {
        FakeSmtpServer server = server(FakeSmtpServer.plain()).answer(step, 1, "gibberish");
        HandOverResult result = handOver(plain(server), "ann", "bob");
        assertThat(result.outcomes().getFirst()).isInstanceOf(Deferred.class);
        assertAccepted(result, 1);
        assertThat(server.handedOver()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"MAIL", "RCPT", "DATA"})
    void stallBeforeTheFinalDotIsDeferred(SmtpStep step) {
        FakeSmtpServer server = server(FakeSmtpServer.plain()).stall(step, 1);
        HandOverResult result = handOver(openTransport(settings(server).withTimeouts(SHORT_TIMEOUTS)), "ann", "bob");
        assertThat(result.outcomes().getFirst()).isInstanceOf(Deferred.class);
        assertAccepted(result, 1);
    }

    @Test
    void stallAfterTheFinalDotIsUnknown() {
        FakeSmtpServer server = server(FakeSmtpServer.plain()).stall(SmtpStep.DOT, 1);
        HandOverResult result = handOver(openTransport(settings(server).withTimeouts(SHORT_TIMEOUTS)), "ann", "bob");
        assertThat(result.outcomes().getFirst()).isInstanceOf(Unknown.class);
        assertAccepted(result, 1);
    }

    @Test
    void serverThatStopsReadingDefers() {
        FakeSmtpServer server = server(FakeSmtpServer.plain()).stall(SmtpStep.BODY, 1);
        Message ann = TestMessages.to("ann");
        Message huge = new Message(
                ann.messageId(), ann.from(), null, ann.to(), "s", "h", "0123456789\n".repeat(3_000_000), ann.headers());
        HandOverResult result =
                openTransport(settings(server).withTimeouts(SHORT_TIMEOUTS)).handOver("k", List.of(huge));
        assertThat(result.outcomes().getFirst()).isInstanceOf(Deferred.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"RCPT", "DATA", "DOT"})
    void reply421DefersTheLetterAndTheRestUsesANewConnection(SmtpStep step) {
        FakeSmtpServer server = server(FakeSmtpServer.plain()).answerAndClose(step, 2, "421 4.3.2 Closing");
        HandOverResult result = handOver(plain(server), "ann", "bob", "cy");
        assertThat(result.stopReason()).isNull();
        assertAccepted(result, 0);
        assertThat(result.outcomes().get(1)).isInstanceOf(Deferred.class);
        assertAccepted(result, 2);
        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void reply421ToMailIsRetriedOnANewConnection() {
        FakeSmtpServer server =
                server(FakeSmtpServer.plain()).answerAndClose(SmtpStep.MAIL, 2, "421 4.7.0 Too many letters");
        HandOverResult result = handOver(plain(server), "ann", "bob", "cy");
        assertThat(result.outcomes()).hasSize(3).allMatch(Accepted.class::isInstance);
        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void repeatedlyBrokenConnectionsDeferTheRest() {
        FakeSmtpServer server = server(FakeSmtpServer.plain());
        for (int i = 1; i < 10; i++) {
            server.close(SmtpStep.RCPT, i);
        }
        HandOverResult result = handOver(plain(server), "a", "b", "c", "d", "e", "f");
        assertThat(result.outcomes()).hasSize(6).allMatch(Deferred.class::isInstance);
        assertThat(result.stopReason()).isNull();
        assertThat(server.connections()).isEqualTo(3);
    }

    @Test
    void unreachableServerDefersEveryLetter() {
        FakeSmtpServer server = server(FakeSmtpServer.plain());
        Transport transport = plain(server);
        server.close();
        HandOverResult result = handOver(transport, "ann", "bob");
        assertThat(result.outcomes()).hasSize(2).allMatch(Deferred.class::isInstance);
        assertThat(result.stopReason()).isNull();
        assertThat(transport.checkReachability(List.of()).reachable()).isFalse();
    }

    @Test
    void endlessReplyDefers() {
        FakeSmtpServer server =
                server(FakeSmtpServer.plain()).answer(SmtpStep.MAIL, 1, "250-" + "x".repeat(70_000), "250 Ok");
        HandOverResult result = handOver(plain(server), "ann", "bob");
        assertThat(result.outcomes().getFirst()).isInstanceOf(Deferred.class);
        assertAccepted(result, 1);
    }

    @Test
    void contradictoryReplyToTheFinalDotIsUnknown() {
        FakeSmtpServer server = server(FakeSmtpServer.plain()).answer(SmtpStep.DOT, 1, "250-Taken", "550 or not");
        HandOverResult result = handOver(plain(server), "ann", "bob");
        assertThat(result.outcomes().getFirst()).isInstanceOf(Unknown.class);
        assertAccepted(result, 1);
    }

    /** Each outcome agrees with the server's record, and no letter reaches another reader. */
    @ParameterizedTest
    @MethodSource("seeds")
    void outcomesAgreeWithAMisbehavingServer(long seed) {
        FakeSmtpServer server = server(FakeSmtpServer.plain());
        Random random = new Random(seed);
        SmtpStep[] steps = {SmtpStep.MAIL, SmtpStep.RCPT, SmtpStep.DATA, SmtpStep.DOT, SmtpStep.RSET};
        for (int i = 0; i < 25; i++) {
            misbehave(server, steps[random.nextInt(steps.length)], 1 + random.nextInt(60), random.nextInt(6));
        }
        String[] names = IntStream.range(0, 60).mapToObj(n -> "reader" + n).toArray(String[]::new);
        HandOverResult result = handOver(plain(server), names);

        List<String> handedOver = recipients(server.handedOver());
        List<String> accepted = recipients(server.accepted());
        assertThat(handedOver).doesNotHaveDuplicates();
        assertThat(server.handedOver()).allMatch(letter -> letter.text().contains("<" + letter.recipient() + ">"));
        for (int i = 0; i < names.length; i++) {
            String address = names[i] + "@reader.example";
            SendOutcome outcome = result.outcomes().get(i);
            assertThat(accepted.contains(address)).as(names[i] + " " + outcome).isEqualTo(outcome instanceof Accepted);
            if (outcome instanceof Unknown) {
                assertThat(handedOver).contains(address);
            }
        }
    }

    static LongStream seeds() {
        return LongStream.range(0, 30);
    }

    private static void misbehave(FakeSmtpServer server, SmtpStep step, int nth, int kind) {
        switch (kind) {
            case 0 -> server.close(step, nth);
            case 1 -> server.answerAndClose(step, nth, "421 4.3.2 Closing");
            case 2 -> server.answer(step, nth, "451 4.3.0 Later");
            case 3 -> server.answer(step, nth, "gibberish");
            default -> server.answer(step, nth, "550-5.1.1 No", "550 5.1.1 such user");
        }
    }

    private static List<String> recipients(List<ReceivedMessage> letters) {
        return letters.stream().map(ReceivedMessage::recipient).toList();
    }

    /** A message that is larger than the buffers between client and server. */
    private static Message huge() {
        Message ann = TestMessages.to("ann");
        String text = "0123456789\n".repeat(3_000_000);
        return new Message(ann.messageId(), ann.from(), null, ann.to(), "s", "h", text, ann.headers());
    }
}
