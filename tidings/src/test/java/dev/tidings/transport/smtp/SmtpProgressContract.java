package dev.tidings.transport.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testing.TestMessages;
import dev.tidings.testkit.FakeSmtpServer;
import dev.tidings.testkit.SmtpStep;
import dev.tidings.transport.HandOverListener;
import dev.tidings.transport.SendOutcome;
import dev.tidings.transport.SendOutcome.Accepted;
import dev.tidings.transport.SendOutcome.Deferred;
import dev.tidings.transport.SendOutcome.Unknown;
import dev.tidings.transport.Transport;
import dev.tidings.transport.Transport.HandOverResult;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Calls to the {@link HandOverListener} of a batch. */
abstract class SmtpProgressContract extends SmtpContract {
    private static final int ALL = Integer.MAX_VALUE;

    private final List<String> progress = new CopyOnWriteArrayList<>();

    /** Lets letters before this position start. */
    private HandOverListener startingBefore(int end) {
        return new HandOverListener() {
            @Override
            public boolean mayStart(int position) {
                progress.add("may " + position + " start");
                return position < end;
            }

            @Override
            public void onFinalByte(int position) {
                progress.add("final byte of " + position);
            }

            @Override
            public void onOutcome(int position, SendOutcome outcome) {
                progress.add(outcome.getClass().getSimpleName() + " " + position);
            }
        };
    }

    /** Whether the envelope of the next letter is sent with the end of the letter before. */
    private boolean sendsAhead() {
        return List.of(extensions()).contains("PIPELINING");
    }

    private HandOverResult handOver(FakeSmtpServer server, int end, String... names) {
        return plain(server).handOver("key", TestMessages.toAll(names), startingBefore(end));
    }

    @Test
    void finalByteIsReportedAfterTheEnvelopeAndBeforeTheServerReceivesIt() {
        FakeSmtpServer server = server(FakeSmtpServer.plain());
        HandOverListener listener = new HandOverListener() {
            @Override
            public boolean mayStart(int position) {
                return true;
            }

            @Override
            public void onFinalByte(int position) {
                LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
                progress.add(
                        position + ": the server has " + server.handedOver().size() + " letters, its last command "
                                + server.commands().getLast());
            }

            @Override
            public void onOutcome(int position, SendOutcome outcome) {
                progress.add(position + ": " + outcome.getClass().getSimpleName());
            }
        };

        plain(server).handOver("key", TestMessages.toAll("ann", "bob"), listener);

        assertThat(progress)
                .containsExactly(
                        "0: the server has 0 letters, its last command DATA",
                        "0: Accepted",
                        "1: the server has 1 letters, its last command DATA",
                        "1: Accepted");
    }

    @Test
    void finalByteIsReportedWhenTheReplyIsLost() {
        FakeSmtpServer server = server(FakeSmtpServer.plain()).close(SmtpStep.DOT, 1);

        handOver(server, ALL, "ann", "bob");

        assertThat(progress)
                .contains("final byte of 0", "Unknown 0", "final byte of 1", "Accepted 1")
                .containsSubsequence("final byte of 0", "Unknown 0", "final byte of 1");
    }

    @Test
    void finalByteIsNotReportedWhenTheConnectionBreaksBeforeIt() {
        FakeSmtpServer server = server(FakeSmtpServer.plain()).close(SmtpStep.RCPT, 1);

        HandOverResult result = handOver(server, ALL, "ann");

        assertThat(result.outcomes().getFirst()).isInstanceOf(Deferred.class);
        assertThat(progress).doesNotContain("final byte of 0").contains("Deferred 0");
    }

    @Test
    void lettersThatMayNotStartAreDeferredWithoutACommand() {
        FakeSmtpServer server = server(FakeSmtpServer.plain());

        HandOverResult result = handOver(server, 2, "ann", "bob", "cy", "dee");

        assertThat(result.outcomes().subList(0, 2)).allMatch(Accepted.class::isInstance);
        assertThat(result.outcomes().subList(2, 4)).containsOnly(Deferred.NOT_STARTED);
        assertThat(result.status().failure()).isNull();
        assertThat(result.stopReason()).isNull();
        assertThat(server.commands()).noneMatch(command -> command.contains("<cy@") || command.contains("<dee@"));
        assertThat(progress).doesNotContain("may 3 start");
    }

    @Test
    void connectionOfAnAbortedBatchServesTheNextOne() {
        FakeSmtpServer server = server(FakeSmtpServer.plain());
        var transport = plain(server);

        transport.handOver("key", TestMessages.toAll("ann", "bob"), startingBefore(1));
        transport.handOver("key", TestMessages.toAll("bob"), startingBefore(ALL));

        assertThat(server.accepted()).hasSize(2);
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void mayStartIsCalledAgainIfTheEnvelopeWasSentAhead() {
        handOver(server(FakeSmtpServer.plain()), ALL, "ann", "bob");

        List<String> events = progress.stream()
                .filter(event -> event.startsWith("may") || event.startsWith("Accepted"))
                .toList();
        assertThat(events)
                .isEqualTo(
                        sendsAhead()
                                ? List.of("may 0 start", "may 1 start", "Accepted 0", "may 1 start", "Accepted 1")
                                : List.of("may 0 start", "Accepted 0", "may 1 start", "Accepted 1"));
    }

    @Test
    void letterWhoseEnvelopeWasSentAheadDoesNotStartTooLate() {
        FakeSmtpServer server = server(FakeSmtpServer.plain());
        Transport transport = plain(server);
        HandOverListener untilTheFirstAnswer = new HandOverListener() {
            private boolean answered;

            @Override
            public boolean mayStart(int position) {
                return !answered;
            }

            @Override
            public void onFinalByte(int position) {}

            @Override
            public void onOutcome(int position, SendOutcome outcome) {
                answered = true;
            }
        };

        HandOverResult result = transport.handOver("key", TestMessages.toAll("ann", "bob", "cy"), untilTheFirstAnswer);

        assertThat(result.outcomes().getFirst()).isInstanceOf(Accepted.class);
        assertThat(result.outcomes().subList(1, 3)).containsOnly(Deferred.NOT_STARTED);
        assertThat(result.status().failure()).isNull();

        handOver(transport, "bob");
        assertThat(server.accepted()).hasSize(2);
        assertThat(server.connections()).isEqualTo(sendsAhead() ? 2 : 1);
    }

    @Test
    void mayStartIsCalledWithTheNewConnectionOpen() {
        FakeSmtpServer server = server(FakeSmtpServer.plain()).close(SmtpStep.MAIL, 2);
        Transport transport = plain(server);
        handOver(transport, "ann");
        HandOverListener untilTheNewConnection = new HandOverListener() {
            @Override
            public boolean mayStart(int position) {
                return server.connections() == 1;
            }

            @Override
            public void onFinalByte(int position) {}

            @Override
            public void onOutcome(int position, SendOutcome outcome) {}
        };

        HandOverResult result = transport.handOver("key", TestMessages.toAll("bob", "cy"), untilTheNewConnection);

        assertThat(result.outcomes()).containsExactly(Deferred.NOT_STARTED, Deferred.NOT_STARTED);
        assertThat(server.connections()).isEqualTo(2);
        assertThat(server.accepted()).hasSize(1);
    }

    @Test
    void mayStartIsCalledAgainAfterTheConnectionIsLost() {
        FakeSmtpServer server = server(FakeSmtpServer.plain()).close(SmtpStep.DOT, 1);
        HandOverListener untilTheFirstOutcome = new HandOverListener() {
            @Override
            public boolean mayStart(int position) {
                return progress.isEmpty();
            }

            @Override
            public void onFinalByte(int position) {}

            @Override
            public void onOutcome(int position, SendOutcome outcome) {
                progress.add(outcome.toString());
            }
        };

        HandOverResult result = plain(server).handOver("key", TestMessages.toAll("ann", "bob"), untilTheFirstOutcome);

        assertThat(result.outcomes().getFirst()).isInstanceOf(Unknown.class);
        assertThat(result.outcomes().get(1)).isEqualTo(Deferred.NOT_STARTED);
    }
}
