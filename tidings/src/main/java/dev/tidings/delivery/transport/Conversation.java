package dev.tidings.delivery.transport;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Properties;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;

/**
 * The commands of SMTP as Angus Mail speaks them, one by one, so that it is always known how far a letter came: its own
 * {@code sendMessage} does not tell whether the final dot was sent.
 */
final class Conversation extends SMTPTransport {
    /** The answer to the last command that was asked: Angus may have reset the dialog after it by itself. */
    private @Nullable SmtpReply first;

    private SmtpReply last = SmtpReply.NONE;

    Conversation(SmtpSettings settings, SSLSocketFactory tls) {
        super(Session.getInstance(properties(settings, tls)), url(settings));
    }

    private static URLName url(SmtpSettings settings) {
        SmtpSettings.Login login = settings.login();
        return new URLName(
                "smtp",
                settings.host(),
                settings.port(),
                null,
                login == null ? null : login.user(),
                login == null ? null : login.password().value());
    }

    private static Properties properties(SmtpSettings settings, SSLSocketFactory tls) {
        Properties properties = new Properties();
        properties.put("mail.smtp.ssl.socketFactory", tls);
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        switch (settings.tls()) {
            case REQUIRED -> properties.setProperty("mail.smtp.starttls.required", "true");
            case OPPORTUNISTIC -> properties.setProperty("mail.smtp.starttls.enable", "true");
            case IMPLICIT, NEVER -> {}
        }
        properties.setProperty("mail.smtp.quitwait", "false");
        return properties;
    }

    /** Greeting, EHLO, STARTTLS and AUTH, as the settings say. */
    synchronized void begin(Socket socket) throws MessagingException {
        connect(socket);
    }

    /** What was read last while the conversation began; NONE if reading failed. */
    synchronized SmtpReply last() {
        return last;
    }

    /** The answer, or NONE if the connection broke. */
    synchronized SmtpReply ask(String command) {
        first = null;
        try {
            simpleCommand(command);
            return answer();
        } catch (MessagingException e) {
            return answer();
        }
    }

    /** DATA and the letter without its final dot. The answer to DATA, or NONE if the connection broke on the way. */
    synchronized SmtpReply write(byte[] letter) {
        first = null;
        try {
            OutputStream out = data();
            out.write(letter);
            return answer();
        } catch (MessagingException | IOException e) {
            return answer().isIntermediate() ? SmtpReply.NONE : answer();
        }
    }

    private SmtpReply answer() {
        return first == null ? SmtpReply.NONE : first;
    }

    @Override
    protected synchronized int readServerResponse() throws MessagingException {
        last = SmtpReply.NONE;
        int code = super.readServerResponse();
        last = SmtpReply.of(code, getLastServerResponse());
        if (first == null) {
            first = last;
        }
        return code;
    }
}
