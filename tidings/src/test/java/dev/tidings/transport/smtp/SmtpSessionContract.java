package dev.tidings.transport.smtp;

import static dev.tidings.testing.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testing.Eventually;
import dev.tidings.testing.TestMessages;
import dev.tidings.testkit.FakeSmtpServer;
import dev.tidings.testkit.SmtpStep;
import dev.tidings.transport.HandOverListener;
import dev.tidings.transport.SendOutcome.Deferred;
import dev.tidings.transport.Transport;
import dev.tidings.transport.Transport.HandOverResult;
import dev.tidings.transport.TransportSession;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Sessions hold a connection from before the hand-over until its end. */
abstract class SmtpSessionContract extends SmtpContract {
    @Test
    void sessionConnectsBeforeTheHandOver() {
        FakeSmtpServer server = server(FakeSmtpServer.plain());
        try (TransportSession session = plain(server).openSession()) {
            assertThat(server.connections()).isEqualTo(1);
            assertThat(server.commands()).noneMatch(command -> command.startsWith("MAIL"));

            assertAccepted(session.handOver("key", TestMessages.toAll("ann"), HandOverListener.NONE), 0);
        }
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void sessionWaitsForAConnectionUntilTheHandOverBeforeIsOver() throws Exception {
        FakeSmtpServer server = server(FakeSmtpServer.plain());
        Transport transport = plain(server);
        try (TransportSession first = transport.openSession()) {
            FutureTask<TransportSession> second = new FutureTask<>(transport::openSession);
            Thread waiting = Thread.ofPlatform().start(second);
            await().until(() -> waiting.getState() == Thread.State.WAITING || second.isDone());
            assertThat(second.isDone()).isFalse();

            first.handOver("key", TestMessages.toAll("ann"), HandOverListener.NONE);

            try (TransportSession opened = second.get(Eventually.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                assertAccepted(opened.handOver("key", TestMessages.toAll("bob"), HandOverListener.NONE), 0);
            }
        }
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void abortClosesAConnectionThatIsBeingOpened() throws Exception {
        FakeSmtpServer server = server(FakeSmtpServer.plain()).stall(SmtpStep.GREETING, 1);
        Transport transport = plain(server);
        FutureTask<TransportSession> opening = new FutureTask<>(transport::openSession);
        Thread.ofPlatform().start(opening);
        await().until(() -> server.connections() == 1);

        transport.abort();

        HandOverResult result = opening.get(Eventually.PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .handOver("key", TestMessages.toAll("ann"), HandOverListener.NONE);
        assertThat(result.outcomes().getFirst()).isInstanceOf(Deferred.class);
        assertThat(result.status().failure()).isNull();
        assertThat(result.stopReason()).isNull();
    }

    @Test
    void sessionWithoutHandOverReturnsItsConnection() {
        FakeSmtpServer server = server(FakeSmtpServer.plain());
        Transport transport = plain(server);
        transport.openSession().close();

        assertAccepted(handOver(transport, "ann"), 0);
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void sessionThatCannotConnectDefersItsLettersAndDoesNotConnectAgain() {
        FakeSmtpServer server = server(FakeSmtpServer.plain()).answerAndClose(SmtpStep.GREETING, 1, "421 4.3.2 Busy");
        Transport transport = plain(server);
        try (TransportSession session = transport.openSession()) {
            HandOverResult result = session.handOver("key", TestMessages.toAll("ann", "bob"), HandOverListener.NONE);

            assertThat(result.outcomes())
                    .hasSize(2)
                    .allMatch(outcome -> outcome instanceof Deferred deferred
                            && deferred.reason().contains("421 4.3.2 Busy"));
            assertThat(result.status().failure()).contains("421 4.3.2 Busy");
        }
        assertThat(server.connections()).isEqualTo(1);
        assertAccepted(handOver(transport, "ann"), 0);
    }
}
