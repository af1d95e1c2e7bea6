package dev.tidings.transport.smtp;

import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The limits of a mail server: as configured, and lower once the server has shown it. What is learned holds for the
 * process. Safe for use by many threads.
 */
final class LearnedLimits {
    private static final Logger log = LoggerFactory.getLogger(LearnedLimits.class);

    /** The server refuses for another reason than the number of connections. */
    private static final Pattern OTHER_REASON = Pattern.compile("(?i)shut|restart|mainten|\\brate\\b");

    private final SmtpSettings settings;
    private int connections;
    private boolean connectionsLogged;
    private int refusedAfter;
    private volatile int lettersPerConnection;

    LearnedLimits(SmtpSettings settings) {
        this.settings = settings;
        connections = settings.limits().connections();
        lettersPerConnection = settings.limits().lettersPerConnection();
    }

    /**
     * Lowers the number of connections by one, as the server refused a connection beside another. Returns false if only one
     * is left, or the refusal names another reason.
     */
    synchronized boolean lowerConnections(SmtpConnectionFailed refusal) {
        String reason = String.valueOf(refusal.getMessage());
        if (connections == 1 || OTHER_REASON.matcher(reason).find()) {
            return false;
        }
        connections--;
        if (!connectionsLogged) {
            connectionsLogged = true;
            log.warn(
                    "{}. It gets fewer connections than {} until the next start; connections= in SMTP_URL sets the limit",
                    reason,
                    settings.limits().connections());
        }
        return true;
    }

    /**
     * A connection was refused its next letter after this many, and a new one was not. Twice the same number is a limit:
     * a busy server refuses at any number.
     */
    synchronized void learnLettersPerConnection(int letters) {
        boolean known = letters >= lettersPerConnection;
        if (!known && letters == refusedAfter) {
            lettersPerConnection = letters;
            log.warn(settings.describe("takes " + letters
                    + " letters over one connection; letters-per-connection= in SMTP_URL sets the limit"));
        }
        refusedAfter = letters;
    }

    /** Whether the connection has sent as many letters as it may. */
    boolean isUsedUp(SmtpConnection connection) {
        return connection.letters() >= lettersPerConnection;
    }

    /** Whether the connection may send one more letter after the next one. */
    boolean hasRoomForTwo(SmtpConnection connection) {
        return connection.letters() < lettersPerConnection - 1;
    }
}
