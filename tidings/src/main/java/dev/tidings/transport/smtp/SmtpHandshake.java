package dev.tidings.transport.smtp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Base64;
import java.util.regex.Pattern;

/** The commands before the first letter: greeting, EHLO, STARTTLS, AUTH, as configured. */
final class SmtpHandshake {
    private static final Pattern DOMAIN =
            Pattern.compile("(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\\.)+[A-Za-z][A-Za-z0-9-]*");

    private final SmtpSettings settings;
    private final SmtpWire wire;

    SmtpHandshake(SmtpSettings settings, SmtpWire wire) {
        this.settings = settings;
        this.wire = wire;
    }

    void readGreeting() throws IOException, SmtpConnectionFailed {
        requirePositive(wire.read());
    }

    /** Sends EHLO, or HELO if the server does not know it (RFC 5321 3.2). */
    SmtpExtensions sendHello(InetAddress self) throws IOException, SmtpConnectionFailed {
        String name = name(self);
        SmtpReply hello = wire.command("EHLO " + name);
        if (hello.isPermanent()) {
            requirePositive(wire.command("HELO " + name));
            return SmtpExtensions.NONE;
        }
        requirePositive(hello);
        return SmtpExtensions.of(hello);
    }

    /** Returns this machine's name if it is fully qualified, otherwise its address (RFC 5321 4.1.3). */
    private static String name(InetAddress self) {
        try {
            String host = InetAddress.getLocalHost().getHostName();
            return DOMAIN.matcher(host).matches() ? host : literal(self);
        } catch (UnknownHostException e) {
            return literal(self);
        }
    }

    private static String literal(InetAddress self) {
        String address = self.getHostAddress().replaceFirst("%.*", "");
        return self instanceof Inet6Address ? "[IPv6:" + address + "]" : "[" + address + "]";
    }

    /** Starts TLS as configured; returns whether it begins now (RFC 3207). */
    boolean startTls(SmtpExtensions extensions) throws IOException, SmtpConnectionFailed {
        boolean required = settings.tls() == SmtpSettings.TlsMode.REQUIRED;
        if (!required && settings.tls() != SmtpSettings.TlsMode.OPPORTUNISTIC) {
            return false;
        }
        if (!extensions.startTls()) {
            if (required) {
                throw new SmtpConnectionFailed(settings.describe("offers no STARTTLS, which is required"), true);
            }
            return false;
        }
        SmtpReply reply = wire.command("STARTTLS");
        if (required || reply.isLast()) {
            requirePositive(reply);
        }
        if (reply.isPositive() && !wire.hasNoUnreadInput()) {
            // An attacker could have injected this input to have it read as part of the TLS session.
            throw new SmtpConnectionFailed(settings.describe("sent unencrypted data after STARTTLS"), true);
        }
        return reply.isPositive();
    }

    /** Authenticates if a login is configured (RFC 4954). */
    void logIn(SmtpExtensions extensions) throws IOException, SmtpConnectionFailed {
        SmtpSettings.SmtpLogin login = settings.login();
        if (login == null) {
            return;
        }
        String password = login.password().value();
        if (extensions.authMechanisms().contains("PLAIN")) {
            requirePositive(wire.command("AUTH PLAIN " + base64("\0" + login.user() + "\0" + password)));
        } else if (extensions.authMechanisms().contains("LOGIN")) {
            requireIntermediate(wire.command("AUTH LOGIN"));
            requireIntermediate(wire.command(base64(login.user())));
            requirePositive(wire.command(base64(password)));
        } else {
            String which = extensions.authMechanisms().isEmpty()
                    ? "no authentication"
                    : "neither PLAIN nor LOGIN authentication";
            throw new SmtpConnectionFailed(settings.describe("offers " + which + ", but SMTP_URL has a login"), true);
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    private void requirePositive(SmtpReply reply) throws SmtpConnectionFailed {
        if (!reply.isPositive()) {
            throw refused(reply);
        }
    }

    private void requireIntermediate(SmtpReply reply) throws SmtpConnectionFailed {
        if (!reply.isIntermediate()) {
            throw refused(reply);
        }
    }

    private SmtpConnectionFailed refused(SmtpReply reply) {
        String what =
                reply.isLost() ? "did not answer like a mail server" : "refused the client: " + reply.displayText();
        return new SmtpConnectionFailed(settings.describe(what), reply.isPermanent(), reply.code() == 421);
    }
}
