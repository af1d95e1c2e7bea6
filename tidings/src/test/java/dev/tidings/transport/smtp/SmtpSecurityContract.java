package dev.tidings.transport.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testkit.FakeSmtpServer;
import dev.tidings.testkit.SmtpStep;
import dev.tidings.transport.SendOutcome.Deferred;
import dev.tidings.transport.Transport;
import dev.tidings.transport.Transport.HandOverResult;
import dev.tidings.transport.smtp.SmtpSettings.TlsMode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Logins and TLS. */
abstract class SmtpSecurityContract extends SmtpContract {
    @Test
    void loginSucceedsOverStartTls() {
        FakeSmtpServer server = server(FakeSmtpServer.withLogin(LOCALHOST, "ann", "sésame=+&"));
        assertAccepted(
                handOver(openTransport(settings(server, TlsMode.REQUIRED, login("sésame=+&"), LOCALHOST.pem())), "bob"),
                0);
        assertThat(server.commands().subList(0, 2)).last().isEqualTo("STARTTLS");
    }

    @Test
    void wrongPasswordStopsAndIsNotDisclosed() {
        FakeSmtpServer server = server(FakeSmtpServer.withLogin(LOCALHOST, "ann", "sesame"));
        HandOverResult result = handOver(
                openTransport(settings(server, TlsMode.REQUIRED, login("hunter2"), LOCALHOST.pem())), "bob", "cy");
        assertStopped(result, "535");
        assertThat(result.toString()).doesNotContain("hunter2");
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void temporaryLoginFailureDefers() {
        FakeSmtpServer server = server(FakeSmtpServer.withLogin(LOCALHOST, "ann", "sesame"))
                .answer(SmtpStep.AUTH, 1, "454 4.7.0 Directory is down");
        HandOverResult result =
                handOver(openTransport(settings(server, TlsMode.REQUIRED, login("sesame"), LOCALHOST.pem())), "bob");
        assertThat(result.outcomes().getFirst()).isInstanceOf(Deferred.class);
        assertThat(result.stopReason()).isNull();
    }

    @Test
    void connectionLostDuringLoginDefers() {
        FakeSmtpServer server =
                server(FakeSmtpServer.withLogin(LOCALHOST, "ann", "sesame")).close(SmtpStep.AUTH, 1);
        HandOverResult result =
                handOver(openTransport(settings(server, TlsMode.REQUIRED, login("sesame"), LOCALHOST.pem())), "bob");
        assertThat(result.outcomes().getFirst()).isInstanceOf(Deferred.class);
        assertThat(result.stopReason()).isNull();
    }

    @Test
    void serverWithoutAuthStopsWhenALoginIsConfigured() {
        FakeSmtpServer server = server(FakeSmtpServer.plain());
        assertStopped(
                handOver(openTransport(settings(server, TlsMode.NEVER, login("sesame"), null)), "bob"),
                "offers no authentication");
    }

    @Test
    void passwordIsNotSentInTheClearWhenTlsIsRequired() {
        FakeSmtpServer server = server(FakeSmtpServer.withLogin(null, "ann", "sesame"));
        assertStopped(
                handOver(openTransport(settings(server, TlsMode.REQUIRED, login("sesame"), LOCALHOST.pem())), "bob"),
                "STARTTLS");
        assertThat(server.commands()).noneMatch(command -> command.startsWith("AUTH"));
    }

    @ParameterizedTest
    @EnumSource(names = {"REQUIRED", "OPPORTUNISTIC"})
    void startTlsIsUsedWhenOffered(TlsMode tls) {
        FakeSmtpServer server = server(FakeSmtpServer.withStartTls(LOCALHOST));
        assertAccepted(handOver(openTransport(settings(server, tls, null, LOCALHOST.pem())), "ann"), 0);
        assertThat(server.commands().get(1)).isEqualTo("STARTTLS");
    }

    @Test
    void opportunisticTlsFallsBackToPlaintext() {
        FakeSmtpServer server = server(FakeSmtpServer.plain());
        assertAccepted(handOver(openTransport(settings(server, TlsMode.OPPORTUNISTIC, null, null)), "ann"), 0);
    }

    @Test
    void implicitTlsEncryptsFromTheFirstByte() {
        FakeSmtpServer server = server(FakeSmtpServer.withImplicitTls(LOCALHOST));
        assertAccepted(handOver(openTransport(settings(server, TlsMode.IMPLICIT, null, LOCALHOST.pem())), "ann"), 0);
    }

    @ParameterizedTest
    @EnumSource(names = {"REQUIRED", "OPPORTUNISTIC", "IMPLICIT"})
    void untrustedCertificateStops(TlsMode tls) {
        FakeSmtpServer server = tlsServer(LOCALHOST, tls);
        Transport transport = openTransport(settings(server, tls, null, null));
        assertStopped(handOver(transport, "ann", "bob"), "certif");
        assertThat(transport.checkReachability(List.of()).detail()).contains("ca=/path.pem");
        assertThat(server.handedOver()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"REQUIRED", "OPPORTUNISTIC", "IMPLICIT"})
    void certificateForAnotherHostStops(TlsMode tls) {
        FakeSmtpServer server = tlsServer(OTHER_HOST, tls);
        assertStopped(
                handOver(openTransport(settings(server, tls, null, OTHER_HOST.pem())), "ann", "bob"), "localhost");
        assertThat(openTransport(settings(server, tls, null, LOCALHOST.pem()))
                        .checkReachability(List.of())
                        .detail())
                .contains("file of ca=");
        assertThat(server.handedOver()).isEmpty();
    }

    @Test
    void plaintextServerStopsWhenTlsIsImplicit() {
        FakeSmtpServer server = server(FakeSmtpServer.plain());
        assertStopped(handOver(openTransport(settings(server, TlsMode.IMPLICIT, null, null)), "ann"), "TLS");
    }

    @Test
    void authLoginIsUsedWhenAuthPlainIsNotOffered() {
        FakeSmtpServer server = server(FakeSmtpServer.withLogin(LOCALHOST, "ann", "sésame"))
                .withExtensions("AUTH NTLM LOGIN", "SIZE 10000000");
        assertAccepted(handOver(openTransport(settings(server, TlsMode.NEVER, login("sésame"), null)), "bob"), 0);
    }

    @Test
    void plaintextInjectedAfterStartTlsStops() {
        FakeSmtpServer server = server(FakeSmtpServer.withStartTls(LOCALHOST))
                .answer(SmtpStep.STARTTLS, 1, "220 2.0.0 Go ahead", "250-fake.example", "250 AUTH PLAIN");
        assertStopped(
                handOver(openTransport(settings(server, TlsMode.REQUIRED, null, LOCALHOST.pem())), "ann"),
                "unencrypted data");
    }
}
