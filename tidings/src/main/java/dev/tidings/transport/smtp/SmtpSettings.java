package dev.tidings.transport.smtp;

import dev.tidings.core.EmailAddress;
import dev.tidings.core.Secret;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where and how letters are handed to a mail server.
 *
 * @param tls when the connection is encrypted
 * @param login who we are there, or null for a server that asks nobody
 * @param ca certificates (PEM) that are trusted instead of the system's, or null
 * @param sender the envelope's sender, to whom bounces go, or null for the letter's From address
 * @param connections how many may be open at once, 1 to 64
 */
public record SmtpSettings(
        String host,
        int port,
        TlsMode tls,
        @Nullable SmtpLogin login,
        @Nullable Path ca,
        @Nullable EmailAddress sender,
        int connections,
        SmtpTimeouts timeouts) {

    /** When a connection to a mail server is encrypted. Where it is, the certificate and the host's name are verified. */
    public enum TlsMode {
        /** From the first byte. */
        IMPLICIT,
        /** By STARTTLS, or nothing is sent. */
        REQUIRED,
        /** By STARTTLS where the server offers it. */
        OPPORTUNISTIC,
        /** Never. */
        NEVER
    }

    public record SmtpLogin(String user, Secret password) {}

    /**
     * How long to wait; RFC 5321 4.5.3.2 asks for as long as is usual here.
     *
     * @param connect for the connection
     * @param reply for the answer to a command (5 minutes), and for the server to read 64 KiB of a letter
     * @param accept for the answer after the final dot, where giving up early leaves a letter's fate unknown (RFC 5321
     *     4.5.3.2.6: 10 minutes)
     * @param idle how long an unused connection stays open
     */
    public record SmtpTimeouts(Duration connect, Duration reply, Duration accept, Duration idle) {
        public static final SmtpTimeouts DEFAULT = new SmtpTimeouts(
                Duration.ofSeconds(15), Duration.ofMinutes(5), Duration.ofMinutes(10), Duration.ofSeconds(30));
    }

    /**
     * Reads {@code smtp://[user:password@]host[:port][?option=value&...]}, or {@code smtps://} for TLS from the first byte.
     *
     * <p>User and password are percent-decoded. The port is 465 for {@code smtps}, or else 587 with a login, 25 without.
     * Options: {@code starttls=required|opportunistic|never} (required with a login unless the host is this machine, or else
     * opportunistic), {@code ca=/path.pem}, {@code sender=address}, {@code connections=1..64} (4).
     *
     * @throws IllegalArgumentException if the text is no such URL; the message is what comes after the setting's name in a
     *     sentence, and never holds the password
     */
    public static SmtpSettings parse(String url) {
        return new SmtpUrl(url).settings();
    }

    public SmtpSettings withTimeouts(SmtpTimeouts other) {
        return new SmtpSettings(host, port, tls, login, ca, sender, connections, other);
    }

    /** A sentence about the mail server, for an operator. */
    String describe(String what) {
        return "The mail server " + host + ":" + port + " " + what;
    }
}
