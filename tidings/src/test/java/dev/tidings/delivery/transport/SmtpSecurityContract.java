package dev.tidings.delivery.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.delivery.SendOutcome.Deferred;
import dev.tidings.delivery.Transport.HandOver;
import dev.tidings.delivery.transport.SmtpSettings.Tls;
import dev.tidings.testing.FakeSmtp;
import dev.tidings.testing.FakeSmtp.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Logins and TLS. */
abstract class SmtpSecurityContract extends SmtpContract {
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

    @Test
    void logsInTheOldWayWhereThereIsNoOther() {
        FakeSmtp server =
                server(FakeSmtp.withLogin(LOCALHOST, "ann", "sésame")).offering("AUTH NTLM LOGIN", "SIZE 10000000");
        assertAccepted(handOver(opened(secured(server, Tls.NEVER, login("sésame"), null)), "bob"), 0);
    }

    @Test
    void whatIsSaidInTheClearAfterStartTlsIsNeverTakenForTheServersWord() {
        FakeSmtp server = server(FakeSmtp.withStartTls(LOCALHOST))
                .answer(Step.STARTTLS, 1, "220 2.0.0 Go ahead", "250-fake.example", "250 AUTH PLAIN");
        assertStopped(handOver(opened(secured(server, Tls.REQUIRED, null, LOCALHOST.pem())), "ann"), "in the clear");
    }
}
