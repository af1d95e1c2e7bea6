package dev.tidings.delivery.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.core.Secret;
import dev.tidings.delivery.SendOutcome.Accepted;
import dev.tidings.delivery.SendOutcome.Deferred;
import dev.tidings.delivery.Transport;
import dev.tidings.delivery.Transport.HandOver;
import dev.tidings.delivery.transport.SmtpSettings.Login;
import dev.tidings.delivery.transport.SmtpSettings.Patience;
import dev.tidings.delivery.transport.SmtpSettings.Tls;
import dev.tidings.testing.FakeSmtp;
import dev.tidings.testing.TestCertificate;
import dev.tidings.testing.TestMessages;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** What every part of the contract starts from: servers, settings and the client under test. */
abstract class SmtpContract {
    static final TestCertificate LOCALHOST = TestCertificate.forNames("dns:localhost");
    static final TestCertificate ELSEWHERE = TestCertificate.forNames("dns:elsewhere.example");

    static final Patience PATIENT =
            new Patience(Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofSeconds(20));

    static final Patience IMPATIENT =
            new Patience(Duration.ofSeconds(5), Duration.ofMillis(800), Duration.ofMillis(800), Duration.ofSeconds(20));

    private final List<AutoCloseable> open = new ArrayList<>();
    private final List<FakeSmtp> servers = new ArrayList<>();

    /** The client under test. */
    abstract Transport transport(SmtpSettings settings);

    /** What the servers offer. */
    abstract String[] offers();

    @AfterEach
    void closeEverything() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
        if (!List.of(offers()).contains("PIPELINING")) {
            assertThat(servers).allMatch(server -> server.heardAheadCount() == 0);
        }
    }

    FakeSmtp server(FakeSmtp server) {
        open.add(server);
        servers.add(server);
        return server.offering(offers());
    }

    FakeSmtp tlsServer(TestCertificate certificate, Tls tls) {
        return server(tls == Tls.IMPLICIT ? FakeSmtp.withImplicitTls(certificate) : FakeSmtp.withStartTls(certificate));
    }

    static Login login(String password) {
        return new Login("ann", new Secret(password));
    }

    static SmtpSettings settings(FakeSmtp server) {
        return secured(server, Tls.NEVER, null, null);
    }

    static SmtpSettings secured(FakeSmtp server, Tls tls, @Nullable Login login, @Nullable Path ca) {
        return new SmtpSettings("localhost", server.port(), tls, login, ca, null, 1, PATIENT);
    }

    Transport plain(FakeSmtp server) {
        return opened(settings(server));
    }

    Transport opened(SmtpSettings settings) {
        Transport transport = transport(settings);
        open.add(transport);
        return transport;
    }

    static HandOver handOver(Transport transport, String... names) {
        return transport.handOver("key", TestMessages.toAll(names));
    }

    static void assertAccepted(HandOver result, int position) {
        assertThat(result.outcomes().get(position)).isInstanceOf(Accepted.class);
    }

    static void assertStopped(HandOver result, String why) {
        assertThat(result.stop()).contains(why);
        assertThat(result.outcomes()).isNotEmpty().allMatch(outcome -> outcome instanceof Deferred);
    }
}
