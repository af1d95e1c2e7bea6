package dev.tidings.delivery.transport;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Base64;
import java.util.regex.Pattern;

/** What is said before the first letter: greeting, EHLO, STARTTLS, AUTH, as the settings ask. */
final class SmtpGreeting {
    private static final Pattern DOMAIN =
            Pattern.compile("(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\\.)+[A-Za-z][A-Za-z0-9-]*");

    private final SmtpSettings settings;
    private final SmtpWire wire;

    SmtpGreeting(SmtpSettings settings, SmtpWire wire) {
        this.settings = settings;
        this.wire = wire;
    }

    void hear() throws IOException, NotConnected {
        requirePositive(wire.read());
    }

    /** Says EHLO, or HELO to a server that does not know it (RFC 5321 3.2). */
    SmtpOffers introduce(InetAddress self) throws IOException, NotConnected {
        String name = name(self);
        SmtpReply hello = wire.ask("EHLO " + name);
        if (hello.isPermanent()) {
            requirePositive(wire.ask("HELO " + name));
            return SmtpOffers.NOTHING;
        }
        requirePositive(hello);
        return SmtpOffers.of(hello);
    }

    /** This machine's name if it has a full one, else its address (RFC 5321 4.1.3). */
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

    /** Whether TLS begins now (RFC 3207). */
    boolean startTls(SmtpOffers offers) throws IOException, NotConnected {
        boolean required = settings.tls() == SmtpSettings.Tls.REQUIRED;
        if (!required && settings.tls() != SmtpSettings.Tls.OPPORTUNISTIC) {
            return false;
        }
        if (!offers.startTls()) {
            if (required) {
                throw new NotConnected(settings.said("offers no STARTTLS, which is required"), true);
            }
            return false;
        }
        SmtpReply reply = wire.ask("STARTTLS");
        if (required || reply.isLast()) {
            requirePositive(reply);
        }
        if (reply.isPositive() && !wire.isQuiet()) {
            // Whoever is on the line could have put it there, to be taken for what is said under TLS.
            throw new NotConnected(settings.said("spoke on in the clear after STARTTLS"), true);
        }
        return reply.isPositive();
    }

    /** Logs in where there is a login (RFC 4954). */
    void logIn(SmtpOffers offers) throws IOException, NotConnected {
        SmtpSettings.Login login = settings.login();
        if (login == null) {
            return;
        }
        String password = login.password().value();
        if (offers.logins().contains("PLAIN")) {
            requirePositive(wire.ask("AUTH PLAIN " + base64("\0" + login.user() + "\0" + password)));
        } else if (offers.logins().contains("LOGIN")) {
            requireGoOn(wire.ask("AUTH LOGIN"));
            requireGoOn(wire.ask(base64(login.user())));
            requirePositive(wire.ask(base64(password)));
        } else {
            String which = offers.logins().isEmpty() ? "no login" : "none of the logins PLAIN and LOGIN";
            throw new NotConnected(settings.said("offers " + which + ", and SMTP_URL holds one"), true);
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    private void requirePositive(SmtpReply reply) throws NotConnected {
        if (!reply.isPositive()) {
            throw notLetIn(reply);
        }
    }

    private void requireGoOn(SmtpReply reply) throws NotConnected {
        if (!reply.isIntermediate()) {
            throw notLetIn(reply);
        }
    }

    private NotConnected notLetIn(SmtpReply reply) {
        String what = reply.isLost() ? "did not answer as a mail server does" : "refused us: " + reply.shown();
        return new NotConnected(settings.said(what), reply.isPermanent());
    }
}
