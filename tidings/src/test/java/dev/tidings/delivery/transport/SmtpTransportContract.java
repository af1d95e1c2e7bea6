package dev.tidings.delivery.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.tidings.core.EmailAddress;
import dev.tidings.core.Message;
import dev.tidings.core.Secret;
import dev.tidings.delivery.SendOutcome.Accepted;
import dev.tidings.delivery.SendOutcome.Deferred;
import dev.tidings.delivery.SendOutcome.Rejected;
import dev.tidings.delivery.SendOutcome.Unknown;
import dev.tidings.delivery.Transport;
import dev.tidings.delivery.Transport.HandOver;
import dev.tidings.delivery.transport.SmtpSettings.Login;
import dev.tidings.delivery.transport.SmtpSettings.Patience;
import dev.tidings.delivery.transport.SmtpSettings.Tls;
import dev.tidings.testing.FakeSmtp;
import dev.tidings.testing.FakeSmtp.Step;
import dev.tidings.testing.TestCertificate;
import dev.tidings.testing.TestMessages;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every SMTP client behind {@link Transport} does, whatever the server does. */
abstract class SmtpTransportContract {
    private static final TestCertificate LOCALHOST = TestCertificate.forNames("dns:localhost");
    private static final TestCertificate ELSEWHERE = TestCertificate.forNames("dns:elsewhere.example");

    private static final Patience PATIENT =
            new Patience(Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofSeconds(20));

    private static final Patience IMPATIENT =
            new Patience(Duration.ofSeconds(5), Duration.ofMillis(300), Duration.ofMillis(600), Duration.ofSeconds(20));

    private final List<AutoCloseable> open = new ArrayList<>();

    /** The client under test. */
    abstract Transport transport(SmtpSettings settings);

    @AfterEach
    void closeEverything() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    // What is accepted

    @Test
    void batchGoesOverOneConnectionInOrder() {
        FakeSmtp server = server(FakeSmtp.plain());
        HandOver result = handOver(plain(server), "ann", "bob", "cy");

        assertThat(result.stop()).isNull();
        assertThat(result.outcomes()).hasSize(3).allMatch(new Accepted("4ABC-1", null)::equals);
        assertThat(server.connections()).isEqualTo(1);
        assertThat(server.accepted())
                .extracting(FakeSmtp.Letter::recipient)
                .containsExactly("ann@reader.example", "bob@reader.example", "cy@reader.example");
    }

    @Test
    void letterArrivesAsItWasWritten() {
        FakeSmtp server = server(FakeSmtp.plain());
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
    void connectionServesTheNextBatch() {
        FakeSmtp server = server(FakeSmtp.plain());
        Transport transport = plain(server);
        handOver(transport, "ann");
        handOver(transport, "bob");
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void connectionThatDiedWhileIdleIsReplaced() {
        FakeSmtp server = server(FakeSmtp.plain()).close(Step.RSET, 1);
        Transport transport = plain(server);
        handOver(transport, "ann");
        assertAccepted(handOver(transport, "bob"), 0);
        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void idleConnectionIsClosedInTime() throws Exception {
        FakeSmtp server = server(FakeSmtp.plain());
        Patience brief = new Patience(
                Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofMillis(200));
        handOver(transport(settings(server).with(brief)), "ann");
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (server.openConnections() > 0 && System.nanoTime() < end) {
            Thread.sleep(20);
        }
        assertThat(server.openConnections()).isZero();
        assertThat(server.commands()).endsWith("QUIT");
    }

    @Test
    void manyBatchesAtOnceShareTheConnectionsThatAreAllowed() throws Exception {
        FakeSmtp server = server(FakeSmtp.plain());
        SmtpSettings two = new SmtpSettings("localhost", server.port(), Tls.NEVER, null, null, null, 2, PATIENT);
        Transport transport = opened(two);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<HandOver>> results = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                String name = "reader" + i;
                results.add(threads.submit(() -> handOver(transport, name, name + "b")));
            }
            for (Future<HandOver> result : results) {
                assertThat(result.get().outcomes()).allMatch(Accepted.class::isInstance);
            }
        }
        assertThat(server.accepted()).hasSize(40);
        assertThat(server.connections()).isBetween(1, 2);
    }

    @Test
    void envelopeSenderIsTheConfiguredOneOrElseFrom() {
        FakeSmtp server = server(FakeSmtp.plain());
        handOver(plain(server), "ann");
        EmailAddress bounces = new EmailAddress("bounces@tidings.example");
        handOver(
                opened(new SmtpSettings("localhost", server.port(), Tls.NEVER, null, null, bounces, 1, PATIENT)),
                "bob");
        assertThat(server.accepted())
                .extracting(FakeSmtp.Letter::sender)
                .containsExactly("news@tidings.example", "bounces@tidings.example");
    }

    // What is refused

    @ParameterizedTest
    @CsvSource({
        "550 5.1.1 No such user, true",
        "550 5.2.1 Mailbox disabled, true",
        "556 5.1.10 Takes no mail, true",
        "550 5.7.1 Not from you, false",
        "553 5.7.26 Unauthenticated, false",
        "552 5.3.4 Too big, false",
        "550 No such user here, false",
        "554 5.0.0 No, false",
    })
    void refusedRecipientCostsThatLetterOnly(String reply, boolean dead) {
        FakeSmtp server = server(FakeSmtp.plain()).answer(Step.RCPT, 2, reply);
        HandOver result = handOver(plain(server), "ann", "bob", "cy");

        assertThat(result.stop()).isNull();
        assertAccepted(result, 0);
        assertThat(result.outcomes().get(1))
                .isEqualTo(new Rejected("The mail server refused the recipient: " + reply, dead));
        assertAccepted(result, 2);
        assertThat(server.connections()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "MAIL, 451 4.3.0 Later",
        "RCPT, 450 4.2.1 Greylisted",
        "RCPT, 452 4.2.2 Full",
        "RCPT, 552 5.2.2 Full",
        "RCPT, 552 Full",
        "DATA, 451 4.3.2 Later",
        "DOT, 452 4.3.1 Disk full"
    })
    void refusalForNowIsDeferred(Step step, String reply) {
        FakeSmtp server = server(FakeSmtp.plain()).answer(step, 2, reply);
        HandOver result = handOver(plain(server), "ann", "bob", "cy");

        assertThat(result.stop()).isNull();
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
    void refusedLetterIsRejectedAndTheAddressLives(Step step, String reply) {
        FakeSmtp server = server(FakeSmtp.plain()).answer(step, 1, reply);
        HandOver result = handOver(plain(server), "ann", "bob");
        assertThat(result.outcomes().getFirst())
                .asInstanceOf(type(Rejected.class))
                .matches(rejected ->
                        !rejected.addressIsDead() && rejected.reason().endsWith(reply));
        assertAccepted(result, 1);
    }

    @Test
    void letterRefusedAfterTheDotBeforeTheServerLeavesIsRejected() {
        FakeSmtp server = server(FakeSmtp.plain()).answerAndClose(Step.DOT, 1, "554 5.6.0 No, and bye");
        HandOver result = handOver(plain(server), "ann", "bob");
        assertThat(result.outcomes().getFirst()).isInstanceOf(Rejected.class);
        assertAccepted(result, 1);
        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void messageThatCannotBeWrittenIsRejectedAlone() {
        FakeSmtp server = server(FakeSmtp.plain());
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
        HandOver result = plain(server).handOver("k", List.of(hostile, TestMessages.to("bob")));
        assertThat(result.outcomes().getFirst()).isInstanceOf(Rejected.class);
        assertAccepted(result, 1);
    }

    // Connections that break

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

    // What stops an edition

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

    // Login

    @Test
    void logsIn() {
        FakeSmtp server = server(FakeSmtp.withLogin(LOCALHOST, "ann", "sésame=+&"));
        assertAccepted(handOver(opened(secured(server, Tls.REQUIRED, login("sésame=+&"), LOCALHOST.pem())), "bob"), 0);
        assertThat(server.commands().subList(0, 2)).last().isEqualTo("STARTTLS");
    }

    @Test
    void wrongPasswordStopsAndIsShownNowhere() {
        FakeSmtp server = server(FakeSmtp.withLogin(LOCALHOST, "ann", "sesame"));
        HandOver result =
                handOver(opened(secured(server, Tls.REQUIRED, login("hunter2"), LOCALHOST.pem())), "bob", "cy");
        assertStopped(result, "535");
        assertThat(result.toString()).doesNotContain("hunter2");
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void loginThatFailsForNowDefers() {
        FakeSmtp server = server(FakeSmtp.withLogin(LOCALHOST, "ann", "sesame"))
                .answer(Step.AUTH, 1, "454 4.7.0 Directory is down");
        HandOver result = handOver(opened(secured(server, Tls.REQUIRED, login("sesame"), LOCALHOST.pem())), "bob");
        assertThat(result.outcomes().getFirst()).isInstanceOf(Deferred.class);
        assertThat(result.stop()).isNull();
    }

    @Test
    void connectionLostDuringLoginDefers() {
        FakeSmtp server = server(FakeSmtp.withLogin(LOCALHOST, "ann", "sesame")).close(Step.AUTH, 1);
        HandOver result = handOver(opened(secured(server, Tls.REQUIRED, login("sesame"), LOCALHOST.pem())), "bob");
        assertThat(result.outcomes().getFirst()).isInstanceOf(Deferred.class);
        assertThat(result.stop()).isNull();
    }

    @Test
    void serverWithoutLoginStopsWhenOneIsConfigured() {
        FakeSmtp server = server(FakeSmtp.plain());
        assertStopped(handOver(opened(secured(server, Tls.NEVER, login("sesame"), null)), "bob"), "no login");
    }

    @Test
    void passwordNeverCrossesInTheClearWhenTlsIsRequired() {
        FakeSmtp server = server(FakeSmtp.withLogin(null, "ann", "sesame"));
        assertStopped(
                handOver(opened(secured(server, Tls.REQUIRED, login("sesame"), LOCALHOST.pem())), "bob"), "STARTTLS");
        assertThat(server.commands()).noneMatch(command -> command.startsWith("AUTH"));
    }

    // TLS

    @ParameterizedTest
    @EnumSource(names = {"REQUIRED", "OPPORTUNISTIC"})
    void encryptsWhenAsked(Tls tls) {
        FakeSmtp server = server(FakeSmtp.withStartTls(LOCALHOST));
        assertAccepted(handOver(opened(secured(server, tls, null, LOCALHOST.pem())), "ann"), 0);
        assertThat(server.commands().get(1)).isEqualTo("STARTTLS");
    }

    @Test
    void opportunisticTlsDoesWithout() {
        FakeSmtp server = server(FakeSmtp.plain());
        assertAccepted(handOver(opened(secured(server, Tls.OPPORTUNISTIC, null, null)), "ann"), 0);
    }

    @Test
    void encryptsFromTheFirstByte() {
        FakeSmtp server = server(FakeSmtp.withImplicitTls(LOCALHOST));
        assertAccepted(handOver(opened(secured(server, Tls.IMPLICIT, null, LOCALHOST.pem())), "ann"), 0);
    }

    @ParameterizedTest
    @EnumSource(names = {"REQUIRED", "OPPORTUNISTIC", "IMPLICIT"})
    void certificateThatNobodyVouchesForStops(Tls tls) {
        FakeSmtp server = tlsServer(LOCALHOST, tls);
        assertStopped(handOver(opened(secured(server, tls, null, null)), "ann", "bob"), "certif");
        assertThat(server.handedOver()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"REQUIRED", "OPPORTUNISTIC", "IMPLICIT"})
    void certificateForAnotherHostStops(Tls tls) {
        FakeSmtp server = tlsServer(ELSEWHERE, tls);
        assertStopped(handOver(opened(secured(server, tls, null, ELSEWHERE.pem())), "ann", "bob"), "localhost");
        assertThat(server.handedOver()).isEmpty();
    }

    @Test
    void serverThatSpeaksNoTlsWhereItIsExpectedStops() {
        FakeSmtp server = server(FakeSmtp.plain());
        assertStopped(handOver(opened(secured(server, Tls.IMPLICIT, null, null)), "ann"), "TLS");
    }

    // What is kept of the server's words

    @Test
    void repliesAreCleanedMaskedAndCut() {
        FakeSmtp server = server(FakeSmtp.plain())
                .answer(
                        Step.RCPT,
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

    // Probing

    @Test
    void probeSendsNothing() {
        FakeSmtp server = server(FakeSmtp.plain());
        assertThat(plain(server).probe().reachable()).isTrue();
        assertThat(server.commands()).noneMatch(command -> command.startsWith("MAIL"));
    }

    /** More than the buffers between client and server hold. */
    private static Message huge() {
        Message ann = TestMessages.to("ann");
        String text = "0123456789\n".repeat(3_000_000);
        return new Message(ann.messageId(), ann.from(), null, ann.to(), "s", "h", text, ann.headers());
    }

    private FakeSmtp server(FakeSmtp server) {
        open.add(server);
        return server;
    }

    private FakeSmtp tlsServer(TestCertificate certificate, Tls tls) {
        return server(tls == Tls.IMPLICIT ? FakeSmtp.withImplicitTls(certificate) : FakeSmtp.withStartTls(certificate));
    }

    private static Login login(String password) {
        return new Login("ann", new Secret(password));
    }

    private static SmtpSettings settings(FakeSmtp server) {
        return secured(server, Tls.NEVER, null, null);
    }

    private static SmtpSettings secured(FakeSmtp server, Tls tls, @Nullable Login login, @Nullable Path ca) {
        return new SmtpSettings("localhost", server.port(), tls, login, ca, null, 1, PATIENT);
    }

    private Transport plain(FakeSmtp server) {
        return opened(settings(server));
    }

    private Transport opened(SmtpSettings settings) {
        Transport transport = transport(settings);
        open.add(transport);
        return transport;
    }

    private static HandOver handOver(Transport transport, String... names) {
        return transport.handOver("key", TestMessages.toAll(names));
    }

    private static void assertAccepted(HandOver result, int position) {
        assertThat(result.outcomes().get(position)).isInstanceOf(Accepted.class);
    }

    private static void assertStopped(HandOver result, String why) {
        assertThat(result.stop()).contains(why);
        assertThat(result.outcomes()).isNotEmpty().allMatch(outcome -> outcome instanceof Deferred);
    }
}
