package dev.tidings.transport.smtp;

import dev.tidings.core.EmailAddress;
import dev.tidings.core.Secret;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the SMTP client.
 *
 * @param tls when the connection is encrypted
 * @param login credentials, or null for a server without authentication
 * @param ca certificates (PEM) to trust instead of the system's, or null
 * @param sender envelope sender, which receives bounces, or null for the letter's From address
 */
public record SmtpSettings(
        String host,
        int port,
        TlsMode tls,
        @Nullable SmtpLogin login,
        @Nullable Path ca,
        @Nullable EmailAddress sender,
        SmtpLimits limits,
        SmtpTimeouts timeouts) {

    /**
     * When a connection to a mail server is encrypted. Under TLS, the certificate and the host's name are verified.
     */
    public enum TlsMode {
        /** From the first byte. */
        IMPLICIT,
        /** By STARTTLS, or nothing is sent. */
        REQUIRED,
        /** By STARTTLS if the server offers it. */
        OPPORTUNISTIC,
        /** Never. */
        NEVER
    }

    public record SmtpLogin(String user, Secret password) {}

    /**
     * Limits of the server. It may have lower ones, which are learned.
     *
     * @param connections connections open at once, 1 to 64
     * @param lettersPerConnection letters sent over one connection, at least 1; the largest integer for no limit
     */
    public record SmtpLimits(int connections, int lettersPerConnection) {
        public static final SmtpLimits DEFAULT = new SmtpLimits(4, Integer.MAX_VALUE);
    }

    /**
     * Timeouts. The defaults follow RFC 5321 4.5.3.2.
     *
     * @param connect for the connection
     * @param reply for the reply to a command (5 minutes), and for the server to read 64 KiB of a letter
     * @param accept for the reply after the final dot; giving up early leaves the outcome unknown (RFC 5321
     *     4.5.3.2.6: 10 minutes)
     * @param idle how long an unused connection stays open
     */
    public record SmtpTimeouts(Duration connect, Duration reply, Duration accept, Duration idle) {
        public static final SmtpTimeouts DEFAULT = new SmtpTimeouts(
                Duration.ofSeconds(15), Duration.ofMinutes(5), Duration.ofMinutes(10), Duration.ofSeconds(30));
    }

    /**
     * Reads {@code smtp://[user:password@]host[:port][?option=value&...]}, or {@code smtps://} for TLS from the first
     * byte.
     *
     * <p>User and password are percent-decoded. The port is 465 for {@code smtps}, or else 587 with a login, 25
     * without. Options: {@code starttls=required|opportunistic|never} (required with a login unless the host is this
     * machine, or else opportunistic), {@code ca=/path.pem}, {@code sender=address}, {@code connections=1..64} (4), {@code
     * letters-per-connection=1..100000} (no limit).
     *
     * @throws IllegalArgumentException if the text is not such a URL; the message continues a sentence that begins with
     *     the setting's name, and never contains the password
     */
    public static SmtpSettings parse(String url) {
        return new SmtpUrl(url).settings();
    }

    public SmtpSettings withTimeouts(SmtpTimeouts other) {
        return new SmtpSettings(host, port, tls, login, ca, sender, limits, other);
    }

    /** Returns a sentence about the mail server, for an operator. */
    String describe(String what) {
        return "The mail server " + host + ":" + port + " " + what;
    }
}
