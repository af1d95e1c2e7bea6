package dev.tidings.transport.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tidings.core.EmailAddress;
import dev.tidings.core.Secret;
import dev.tidings.transport.smtp.SmtpSettings.SmtpLimits;
import dev.tidings.transport.smtp.SmtpSettings.SmtpLogin;
import dev.tidings.transport.smtp.SmtpSettings.SmtpTimeouts;
import dev.tidings.transport.smtp.SmtpSettings.TlsMode;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpSettingsTest {
    @Test
    void plainUrlHasSafeDefaults() {
        assertThat(SmtpSettings.parse("smtp://mail.example"))
                .isEqualTo(new SmtpSettings(
                        "mail.example",
                        25,
                        TlsMode.OPPORTUNISTIC,
                        null,
                        null,
                        null,
                        SmtpLimits.DEFAULT,
                        SmtpTimeouts.DEFAULT));
    }

    @Test
    void everyPartIsRead() {
        assertThat(
                        SmtpSettings.parse(
                                "smtp://ann%40x:p%3Aa%2Fs+s%C3%A9@mail.example:2525"
                                        + "?starttls=required&ca=/etc/ca%20file.pem&sender=bounces@x.example&connections=16&letters-per-connection=200"))
                .isEqualTo(new SmtpSettings(
                        "mail.example",
                        2525,
                        TlsMode.REQUIRED,
                        new SmtpLogin("ann@x", new Secret("p:a/s+sé")),
                        Path.of("/etc/ca file.pem"),
                        new EmailAddress("bounces@x.example"),
                        new SmtpLimits(16, 200),
                        SmtpTimeouts.DEFAULT));
    }

    @ParameterizedTest
    @CsvSource({
        "smtps://mail.example, IMPLICIT, 465",
        "smtps://u:p@mail.example, IMPLICIT, 465",
        "smtp://u:p@mail.example, REQUIRED, 587",
        "smtp://u:p@mail.example:25, REQUIRED, 25",
        "smtp://u:p@localhost, OPPORTUNISTIC, 587",
        "smtp://u:p@127.0.0.1, OPPORTUNISTIC, 587",
        "smtp://u:p@[::1], OPPORTUNISTIC, 587",
        "smtp://u:p@mail.example?starttls=never, NEVER, 587",
        "smtp://mail.example?starttls=required, REQUIRED, 25",
        "SMTP://mail.example/, OPPORTUNISTIC, 25",
    })
    void encryptionAndPortDependOnSchemeLoginAndHost(String url, TlsMode tls, int port) {
        SmtpSettings settings = SmtpSettings.parse(url);
        assertThat(settings.tls()).isEqualTo(tls);
        assertThat(settings.port()).isEqualTo(port);
    }

    @Test
    void ipv6HostLosesItsBrackets() {
        assertThat(SmtpSettings.parse("smtp://[2001:db8::1]:26").host()).isEqualTo("2001:db8::1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "mail.example",
                "mail.example:25",
                "http://u:hunter2@mail.example",
                "smtp://u:hunter2@",
                "smtp://u:hunt er2@mail.example",
                "smtp://u:hunter2%@mail.example",
                "smtp://u:hunter2@x@mail.example",
                "smtp://u:hunter2@mail.example:0",
                "smtp://u:hunter2@mail.example:70000",
                "smtp://u:hunter2@mail.example:port",
                "smtp://hunter2@mail.example",
                "smtp://:hunter2@mail.example",
                "smtp://u:hunter2@mail.example/path",
                "smtp://u:hunter2@mail.example#x",
                "smtp://u:hunter2/x@mail.example",
                "smtp://u:hunter2@mail.example?starttls=yes",
                "smtp://u:hunter2@mail.example?starttls=opportunistic",
                "smtps://u:hunter2@mail.example?starttls=never",
                "smtp://u:hunter2@mail.example?tls=1",
                "smtp://u:hunter2@mail.example?starttls",
                "smtp://u:hunter2@mail.example?ca=/a&ca=/b",
                "smtp://u:hunter2@mail.example?sender=nobody",
                "smtp://u:hunter2@mail.example?connections=65",
                "smtp://u:hunter2@mail.example?connections=0",
                "smtp://u:hunter2@mail.example?letters-per-connection=0",
                "smtp://u:hunter2@mail.example?letters-per-connection=100001",
                "smtp://user_name:hunter2@mail_host",
            })
    void invalidUrlErrorDoesNotDiscloseThePassword(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SmtpSettings.parse(url))
                .withNoCause()
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hunter2"));
    }

    @Test
    void settingsDoNotPrintThePassword() {
        assertThat(SmtpSettings.parse("smtp://u:hunter2@mail.example").toString())
                .doesNotContain("hunter2");
    }

    @Test
    void missingFileOfTrustedCertificatesIsNamed() {
        SmtpSettings settings = SmtpSettings.parse("smtps://mail.example?ca=/nowhere/ca.pem");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SmtpTransport(settings, InstantSource.system()))
                .withMessageContaining("/nowhere/ca.pem");
    }
}
