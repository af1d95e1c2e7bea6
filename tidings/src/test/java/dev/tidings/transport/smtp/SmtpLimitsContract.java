package dev.tidings.transport.smtp;

import static dev.tidings.testing.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.tidings.testing.TestMessages;
import dev.tidings.testkit.FakeSmtpServer;
import dev.tidings.testkit.SmtpStep;
import dev.tidings.transport.HandOverListener;
import dev.tidings.transport.SendOutcome.Accepted;
import dev.tidings.transport.SendOutcome.Deferred;
import dev.tidings.transport.Transport;
import dev.tidings.transport.Transport.HandOverResult;
import dev.tidings.transport.TransportSession;
import dev.tidings.transport.smtp.SmtpSettings.SmtpLimits;
import dev.tidings.transport.smtp.SmtpSettings.TlsMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits of servers, which the client learns. */
abstract class SmtpLimitsContract extends SmtpContract {
    /** How long the client waits for the answer to QUIT. */
    private static final Duration GOODBYE = Duration.ofSeconds(2);

    private Transport transport(FakeSmtpServer server, SmtpLimits limits) {
        return openTransport(
                new SmtpSettings("localhost", server.port(), TlsMode.NEVER, null, null, null, limits, LONG_TIMEOUTS));
    }

    @Test
    void serverThatAllowsOneConnectionGetsOne() throws Exception {
        FakeSmtpServer server = server(FakeSmtpServer.plain()).allowingConnections(1);
        Transport transport = transport(server, SmtpLimits.DEFAULT);
        try (TransportSession first = transport.openSession();
                ExecutorService threads = Executors.newFixedThreadPool(3)) {
            List<Future<HandOverResult>> others = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                String name = "reader" + i;
                others.add(threads.submit(() -> handOver(transport, name, name + "b")));
            }
            await().until(() -> server.connections() == 4);
            assertAccepted(first.handOver("key", TestMessages.toAll("ann"), HandOverListener.NONE), 0);
            for (Future<HandOverResult> other : others) {
                assertThat(other.get().outcomes()).hasSize(2).allMatch(Accepted.class::isInstance);
            }
            for (int i = 0; i < 20; i++) {
                assertAccepted(handOver(transport, "later" + i), 0);
            }
        }
        assertThat(server.accepted()).hasSize(27);
        assertThat(server.connections()).isEqualTo(4);
    }

    @Test
    void refusalBeforeTheGreetingOfTheFirstConnectionIsALimit() throws Exception {
        CountDownLatch greeting = new CountDownLatch(1);
        CountDownLatch othersRefused = new CountDownLatch(1);
        FakeSmtpServer server = server(FakeSmtpServer.plain())
                .allowingConnections(1)
                .before(SmtpStep.EHLO, 1, () -> {
                    greeting.countDown();
                    awaitUninterruptibly(othersRefused);
                });
        Transport transport = transport(server, SmtpLimits.DEFAULT);
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<HandOverResult>> results = new ArrayList<>();
            results.add(threads.submit(() -> handOver(transport, "ann")));
            greeting.await();
            for (String name : List.of("bob", "cy", "dan")) {
                results.add(threads.submit(() -> handOver(transport, name)));
            }
            await().until(() -> server.connections() == 4 && server.openConnections() == 1);
            othersRefused.countDown();
            for (Future<HandOverResult> result : results) {
                assertAccepted(result.get(), 0);
            }
        }
        assertThat(server.connections()).isEqualTo(4);
    }

    @Test
    void busyServerWithoutAnotherConnectionIsNotALimit() {
        FakeSmtpServer server = server(FakeSmtpServer.plain()).answerAndClose(SmtpStep.GREETING, 1, "421 4.3.2 Busy");
        Transport transport = transport(server, SmtpLimits.DEFAULT);
        assertThat(handOver(transport, "ann").status().failure()).contains("421");
        try (TransportSession first = transport.openSession();
                TransportSession second = transport.openSession()) {
            assertAccepted(first.handOver("k", TestMessages.toAll("ann"), HandOverListener.NONE), 0);
            assertAccepted(second.handOver("k", TestMessages.toAll("bob"), HandOverListener.NONE), 0);
        }
        assertThat(server.connections()).isEqualTo(3);
    }

    @Test
    void limitOfLettersPerConnectionCostsNoLetterAndIsLearned() {
        FakeSmtpServer server = server(FakeSmtpServer.plain()).allowingLettersPerConnection(10);
        HandOverResult result = transport(server, ONE_CONNECTION)
                .handOver(
                        "key",
                        IntStream.range(0, 100)
                                .mapToObj(i -> TestMessages.to("reader" + i))
                                .toList());
        assertThat(result.outcomes()).hasSize(100).allMatch(Accepted.class::isInstance);
        assertThat(server.connections()).isEqualTo(10);
        assertThat(server.commands())
                .filteredOn(command -> command.startsWith("MAIL"))
                .as("two refused letters show the limit")
                .hasSize(102);
    }

    @Test
    void configuredLimitOfLettersPerConnectionIsKept() {
        FakeSmtpServer server = server(FakeSmtpServer.plain()).allowingConnections(1);
        Transport transport = transport(server, new SmtpLimits(1, 2));
        assertThat(handOver(transport, "a", "b", "c", "d", "e").outcomes()).allMatch(Accepted.class::isInstance);
        assertThat(handOver(transport, "f", "g").outcomes()).allMatch(Accepted.class::isInstance);
        assertThat(server.connections()).isEqualTo(4);
        assertThat(server.commands())
                .filteredOn(command -> command.startsWith("MAIL"))
                .hasSize(7);
    }

    @Test
    void busyServerThatRefusesMailOnNewConnectionsTooIsLeftAlone() {
        FakeSmtpServer server = server(FakeSmtpServer.plain()).answerFrom(SmtpStep.MAIL, 2, "451 4.3.0 Later");
        HandOverResult result = handOver(plain(server), "ann", "bob", "cy", "dan");
        assertAccepted(result, 0);
        assertThat(result.outcomes().subList(1, 4))
                .allSatisfy(outcome -> assertThat(outcome)
                        .asInstanceOf(type(Deferred.class))
                        .extracting(Deferred::reason)
                        .asString()
                        .endsWith("451 4.3.0 Later"));
        assertThat(result.stopReason()).isNull();
        assertThat(result.status().failure()).contains("451 4.3.0 Later");
        assertThat(server.connections()).isEqualTo(2);
        assertThat(server.commands())
                .filteredOn(command -> command.startsWith("MAIL"))
                .as("the third and fourth letters are not tried, unless their envelope was sent ahead")
                .hasSize(3);
    }

    @Test
    void outcomesDoNotWaitForTheGoodbyeOfAUsedUpConnection() throws Exception {
        CountDownLatch returned = new CountDownLatch(1);
        FakeSmtpServer server =
                server(FakeSmtpServer.plain()).before(SmtpStep.QUIT, 1, () -> awaitUninterruptibly(returned));
        Transport transport = transport(server, new SmtpLimits(1, 2));
        long start = System.nanoTime();
        assertThat(handOver(transport, "a", "b").outcomes()).allMatch(Accepted.class::isInstance);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(GOODBYE);
        returned.countDown();
        assertAccepted(handOver(transport, "c"), 0);
    }

    /** Exim and Postfix serve an open connection by the settings of its beginning. */
    @ParameterizedTest
    @ValueSource(strings = {"550 relay not permitted", "550 Administrative prohibition"})
    void connectionThatRefusedIsNotUsedForTheNextBatch(String refusal) {
        FakeSmtpServer server = server(FakeSmtpServer.plain()).answer(SmtpStep.RCPT, 1, refusal);
        Transport transport = transport(server, ONE_CONNECTION);
        handOver(transport, "ann");
        assertAccepted(handOver(transport, "ann"), 0);
        assertAccepted(handOver(transport, "bob"), 0);
        assertThat(server.connections()).isEqualTo(2);
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MAIL", "RCPT", "DATA"})
    void badSequenceIsTriedAgainOnANewConnection(SmtpStep step) {
        FakeSmtpServer server = server(FakeSmtpServer.plain()).answer(step, 2, "503 5.5.1 Error: nested MAIL command");
        HandOverResult result = handOver(plain(server), "ann", "bob", "cy");
        assertThat(result.outcomes()).hasSize(3).allMatch(Accepted.class::isInstance);
        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void badSequenceOnEveryConnectionDefers() {
        FakeSmtpServer server = server(FakeSmtpServer.plain()).answerFrom(SmtpStep.RCPT, 1, "503 5.5.1 MAIL first");
        HandOverResult result = handOver(plain(server), "ann");
        assertThat(result.outcomes()).hasSize(1).allMatch(Deferred.class::isInstance);
        assertThat(result.stopReason()).isNull();
        assertThat(server.connections()).isEqualTo(2);
    }
}
