package dev.tidings.transport.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.tidings.core.Secret;
import dev.tidings.testing.Eventually;
import dev.tidings.testing.TestMessages;
import dev.tidings.testkit.TestCertificate;
import dev.tidings.transport.SendOutcome.Accepted;
import dev.tidings.transport.Transport.HandOverResult;
import dev.tidings.transport.smtp.SmtpSettings.SmtpLimits;
import dev.tidings.transport.smtp.SmtpSettings.SmtpLogin;
import dev.tidings.transport.smtp.SmtpSettings.SmtpTimeouts;
import dev.tidings.transport.smtp.SmtpSettings.TlsMode;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

/** Sends letters to a GreenMail server over TLS with a login and parses them there. */
class SmtpGreenMailTest {
    @Test
    void lettersArriveOverTlsWithLogin() throws Exception {
        TestCertificate certificate = TestCertificate.forNames("dns:localhost");
        System.setProperty("greenmail.tls.keystore.file", certificate.keyStore().toString());
        ServerSetup setup = new ServerSetup(0, "localhost", ServerSetup.PROTOCOL_SMTPS);
        setup.setServerStartupTimeout(Eventually.PATIENCE.toMillis());
        GreenMail greenMail = new GreenMail(setup);
        greenMail.start();
        greenMail.setUser("ann@reader.example", "ann@reader.example", "any");
        greenMail.setUser("news", "news", "sésame");
        SmtpSettings settings = new SmtpSettings(
                "localhost",
                greenMail.getSmtps().getPort(),
                TlsMode.IMPLICIT,
                new SmtpLogin("news", new Secret("sésame")),
                certificate.pem(),
                null,
                new SmtpLimits(1, Integer.MAX_VALUE),
                SmtpTimeouts.DEFAULT);
        try (SmtpTransport transport = new SmtpTransport(settings, InstantSource.system())) {
            HandOverResult result = transport.handOver("key", TestMessages.toAll("ann", "bob"));
            assertThat(result.outcomes()).hasSize(2).allMatch(Accepted.class::isInstance);

            MimeMessage arrived = greenMail.getReceivedMessagesForDomain("ann@reader.example")[0];
            assertThat(arrived.getMessageID()).isEqualTo("<ann@tidings.example>");
            assertThat(arrived.getSubject()).isEqualTo("Your week, ann");
            MimeMultipart alternatives = (MimeMultipart) arrived.getContent();
            assertThat(alternatives.getBodyPart(0).getContent()).asString().startsWith("Grüße, ann");
            assertThat(alternatives.getBodyPart(1).getContent()).asString().contains("<p>Grüße, ann</p>");
        } finally {
            greenMail.stop();
        }
    }
}
