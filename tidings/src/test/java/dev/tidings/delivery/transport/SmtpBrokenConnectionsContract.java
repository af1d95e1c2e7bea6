package dev.tidings.delivery.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.core.Message;
import dev.tidings.delivery.SendOutcome;
import dev.tidings.delivery.SendOutcome.Accepted;
import dev.tidings.delivery.SendOutcome.Deferred;
import dev.tidings.delivery.SendOutcome.Unknown;
import dev.tidings.delivery.Transport;
import dev.tidings.delivery.Transport.HandOver;
import dev.tidings.testing.FakeSmtp;
import dev.tidings.testing.FakeSmtp.Step;
import dev.tidings.testing.TestMessages;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections that break, and what is known of the letter that was on them. */
abstract class SmtpBrokenConnectionsContract extends SmtpContract {
    @ParameterizedTest
    @EnumSource(names = {"RCPT", "DATA"})
    void connectionLostBeforeTheDotIsDeferred(Step step) {
        FakeSmtp server = server(FakeSmtp.plain()).close(step, 2);
        HandOver result = handOver(plain(server), "ann", "bob", "cy");
        assertAccepted(result, 0);
        assertThat(result.outcomes().get(1)).isInstanceOf(Deferred.class);
        assertAccepted(result, 2);
        assertThat(server.handedOver()).hasSize(2);
        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void connectionLostInTheMiddleOfTheLetterIsDeferred() {
        FakeSmtp server = server(FakeSmtp.plain()).close(Step.BODY, 1);
        HandOver result = plain(server).handOver("k", List.of(huge(), TestMessages.to("bob")));
        assertThat(result.outcomes().getFirst()).isInstanceOf(Deferred.class);
        assertAccepted(result, 1);
        assertThat(server.handedOver()).hasSize(1);
    }

    @Test
    void connectionLostBetweenTheDotAndItsAnswerIsUnknown() {
        FakeSmtp server = server(FakeSmtp.plain()).close(Step.DOT, 2);
        HandOver result = handOver(plain(server), "ann", "bob", "cy");
        assertAccepted(result, 0);
        assertThat(result.outcomes().get(1)).isInstanceOf(Unknown.class);
        assertAccepted(result, 2);
        assertThat(server.handedOver()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gibberish", "354 Again?", "9", "000 None"})
    void answerToTheDotThatIsNoneIsUnknown(String reply) {
        FakeSmtp server = server(FakeSmtp.plain()).answer(Step.DOT, 1, reply);
        HandOver result = handOver(plain(server), "ann", "bob");
        assertThat(result.outcomes().getFirst()).isInstanceOf(Unknown.class);
        assertAccepted(result, 1);
        assertThat(server.connections()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(names = {"RCPT", "DATA", "MAIL"})
    void answerBeforeTheDotThatIsNoneIsDeferred(Step step) {
        FakeSmtp server = server(FakeSmtp.plain()).answer(step, 1, "gibberish");
        HandOver result = handOver(plain(server), "ann", "bob");
        assertThat(result.outcomes().getFirst()).isInstanceOf(Deferred.class);
        assertAccepted(result, 1);
        assertThat(server.handedOver()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"MAIL", "RCPT", "DATA"})
    void stalledServerIsLeftBeforeTheDot(Step step) {
        FakeSmtp server = server(FakeSmtp.plain()).stall(step, 1);
        HandOver result = handOver(opened(settings(server).with(IMPATIENT)), "ann", "bob");
        assertThat(result.outcomes().getFirst()).isInstanceOf(Deferred.class);
        assertAccepted(result, 1);
    }

    @Test
    void serverThatStallsAfterTheDotLeavesTheLetterUnknown() {
        FakeSmtp server = server(FakeSmtp.plain()).stall(Step.DOT, 1);
        HandOver result = handOver(opened(settings(server).with(IMPATIENT)), "ann", "bob");
        assertThat(result.outcomes().getFirst()).isInstanceOf(Unknown.class);
        assertAccepted(result, 1);
    }

    @Test
    void serverThatStopsReadingIsLeft() {
        FakeSmtp server = server(FakeSmtp.plain()).stall(Step.BODY, 1);
        Message ann = TestMessages.to("ann");
        Message huge = new Message(
                ann.messageId(), ann.from(), null, ann.to(), "s", "h", "0123456789\n".repeat(3_000_000), ann.headers());
        HandOver result = opened(settings(server).with(IMPATIENT)).handOver("k", List.of(huge));
        assertThat(result.outcomes().getFirst()).isInstanceOf(Deferred.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"RCPT", "DATA", "DOT"})
    void serviceClosingIsDeferredAndTheRestGoesOnANewConnection(Step step) {
        FakeSmtp server = server(FakeSmtp.plain()).answerAndClose(step, 2, "421 4.3.2 Closing");
        HandOver result = handOver(plain(server), "ann", "bob", "cy");
        assertThat(result.stop()).isNull();
        assertAccepted(result, 0);
        assertThat(result.outcomes().get(1)).isInstanceOf(Deferred.class);
        assertAccepted(result, 2);
        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void serverThatHasHadEnoughOfAConnectionGetsTheLetterOnANewOne() {
        FakeSmtp server = server(FakeSmtp.plain()).answerAndClose(Step.MAIL, 2, "421 4.7.0 Too many letters");
        HandOver result = handOver(plain(server), "ann", "bob", "cy");
        assertThat(result.outcomes()).hasSize(3).allMatch(Accepted.class::isInstance);
        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void restIsPutOffWhenConnectionsKeepBreaking() {
        FakeSmtp server = server(FakeSmtp.plain());
        for (int i = 1; i < 10; i++) {
            server.close(Step.RCPT, i);
        }
        HandOver result = handOver(plain(server), "a", "b", "c", "d", "e", "f");
        assertThat(result.outcomes()).hasSize(6).allMatch(Deferred.class::isInstance);
        assertThat(result.stop()).isNull();
        assertThat(server.connections()).isEqualTo(3);
    }

    @Test
    void serverThatIsNotThereDefersEverything() {
        FakeSmtp server = server(FakeSmtp.plain());
        Transport transport = plain(server);
        server.close();
        HandOver result = handOver(transport, "ann", "bob");
        assertThat(result.outcomes()).hasSize(2).allMatch(Deferred.class::isInstance);
        assertThat(result.stop()).isNull();
        assertThat(transport.probe().reachable()).isFalse();
    }

    @Test
    void answerWithoutEndIsNone() {
        FakeSmtp server = server(FakeSmtp.plain()).answer(Step.MAIL, 1, "250-" + "x".repeat(70_000), "250 Ok");
        HandOver result = handOver(plain(server), "ann", "bob");
        assertThat(result.outcomes().getFirst()).isInstanceOf(Deferred.class);
        assertAccepted(result, 1);
    }

    @Test
    void answerWhoseLinesDisagreeIsNone() {
        FakeSmtp server = server(FakeSmtp.plain()).answer(Step.DOT, 1, "250-Taken", "550 or not");
        HandOver result = handOver(plain(server), "ann", "bob");
        assertThat(result.outcomes().getFirst()).isInstanceOf(Unknown.class);
        assertAccepted(result, 1);
    }

    /** Each outcome says what the server knows, whatever it did, and no letter reached another's reader. */
    @ParameterizedTest
    @MethodSource("seeds")
    void outcomesAreTrueWhateverTheServerDoes(long seed) {
        FakeSmtp server = server(FakeSmtp.plain());
        Random random = new Random(seed);
        Step[] steps = {Step.MAIL, Step.RCPT, Step.DATA, Step.DOT, Step.RSET};
        for (int i = 0; i < 25; i++) {
            misbehave(server, steps[random.nextInt(steps.length)], 1 + random.nextInt(60), random.nextInt(6));
        }
        String[] names = IntStream.range(0, 60).mapToObj(n -> "reader" + n).toArray(String[]::new);
        HandOver result = handOver(plain(server), names);

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

    private static void misbehave(FakeSmtp server, Step step, int nth, int how) {
        switch (how) {
            case 0 -> server.close(step, nth);
            case 1 -> server.answerAndClose(step, nth, "421 4.3.2 Closing");
            case 2 -> server.answer(step, nth, "451 4.3.0 Later");
            case 3 -> server.answer(step, nth, "gibberish");
            default -> server.answer(step, nth, "550-5.1.1 No", "550 5.1.1 such user");
        }
    }

    private static List<String> recipients(List<FakeSmtp.Letter> letters) {
        return letters.stream().map(FakeSmtp.Letter::recipient).toList();
    }

    /** More than the buffers between client and server hold. */
    private static Message huge() {
        Message ann = TestMessages.to("ann");
        String text = "0123456789\n".repeat(3_000_000);
        return new Message(ann.messageId(), ann.from(), null, ann.to(), "s", "h", text, ann.headers());
    }
}
