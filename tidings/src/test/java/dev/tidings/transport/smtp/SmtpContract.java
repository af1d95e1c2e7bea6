package dev.tidings.transport.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.core.Secret;
import dev.tidings.testing.Eventually;
import dev.tidings.testing.TestMessages;
import dev.tidings.testkit.FakeSmtpServer;
import dev.tidings.testkit.TestCertificate;
import dev.tidings.transport.SendOutcome.Accepted;
import dev.tidings.transport.SendOutcome.Deferred;
import dev.tidings.transport.Transport;
import dev.tidings.transport.Transport.HandOverResult;
import dev.tidings.transport.smtp.SmtpSettings.SmtpLimits;
import dev.tidings.transport.smtp.SmtpSettings.SmtpLogin;
import dev.tidings.transport.smtp.SmtpSettings.SmtpTimeouts;
import dev.tidings.transport.smtp.SmtpSettings.TlsMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** Shared setup of the SMTP contract tests: servers, settings and the client under test. */
abstract class SmtpContract {
    static final TestCertificate LOCALHOST = TestCertificate.forNames("dns:localhost");
    static final TestCertificate OTHER_HOST = TestCertificate.forNames("dns:elsewhere.example");

    static final SmtpLimits ONE_CONNECTION = new SmtpLimits(1, Integer.MAX_VALUE);

    static final SmtpTimeouts LONG_TIMEOUTS =
            new SmtpTimeouts(Eventually.PATIENCE, Eventually.PATIENCE, Eventually.PATIENCE, Eventually.PATIENCE);

    static final SmtpTimeouts SHORT_TIMEOUTS =
            new SmtpTimeouts(Eventually.PATIENCE, Duration.ofSeconds(2), Duration.ofSeconds(2), Eventually.PATIENCE);

    private final List<AutoCloseable> resources = new ArrayList<>();
    private final List<FakeSmtpServer> servers = new ArrayList<>();

    /** The client under test. */
    abstract Transport transport(SmtpSettings settings);

    /** The EHLO extensions that the servers announce. */
    abstract String[] extensions();

    @AfterEach
    void closeEverything() throws Exception {
        for (AutoCloseable resource : resources.reversed()) {
            resource.close();
        }
        if (!List.of(extensions()).contains("PIPELINING")) {
            assertThat(servers).allMatch(server -> server.pipelinedCommandCount() == 0);
        }
    }

    FakeSmtpServer server(FakeSmtpServer server) {
        resources.add(server);
        servers.add(server);
        return server.withExtensions(extensions());
    }

    FakeSmtpServer tlsServer(TestCertificate certificate, TlsMode tls) {
        return server(
                tls == TlsMode.IMPLICIT
                        ? FakeSmtpServer.withImplicitTls(certificate)
                        : FakeSmtpServer.withStartTls(certificate));
    }

    static SmtpLogin login(String password) {
        return new SmtpLogin("ann", new Secret(password));
    }

    static SmtpSettings settings(FakeSmtpServer server) {
        return settings(server, TlsMode.NEVER, null, null);
    }

    static SmtpSettings settings(FakeSmtpServer server, TlsMode tls, @Nullable SmtpLogin login, @Nullable Path ca) {
        return new SmtpSettings("localhost", server.port(), tls, login, ca, null, ONE_CONNECTION, LONG_TIMEOUTS);
    }

    Transport plain(FakeSmtpServer server) {
        return openTransport(settings(server));
    }

    Transport openTransport(SmtpSettings settings) {
        Transport transport = transport(settings);
        resources.add(transport);
        return transport;
    }

    static HandOverResult handOver(Transport transport, String... names) {
        return transport.handOver("key", TestMessages.toAll(names));
    }

    static void assertAccepted(HandOverResult result, int position) {
        assertThat(result.outcomes().get(position)).isInstanceOf(Accepted.class);
    }

    static void assertStopped(HandOverResult result, String reason) {
        assertThat(result.stopReason()).contains(reason);
        assertThat(result.outcomes()).isNotEmpty().allMatch(outcome -> outcome instanceof Deferred);
    }
}
