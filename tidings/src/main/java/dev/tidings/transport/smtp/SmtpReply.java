package dev.tidings.transport.smtp;

import dev.tidings.transport.RemoteText;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A mail server's reply to one command (RFC 5321 4.2).
 *
 * @param code three digits; -1 if the connection broke or the input was no reply
 * @param text the whole reply including codes; lines end with CRLF, except the last
 */
record SmtpReply(int code, String text) {
    private static final Pattern STATUS = Pattern.compile("\\d{3}[ -]([245]\\.\\d{1,3}\\.\\d{1,3})(?!\\S)");
    private static final Pattern REPEATED =
            Pattern.compile("\\R\\d{3}(?:[ -](?:[245]\\.\\d{1,3}\\.\\d{1,3}(?!\\S))?)?");

    static final SmtpReply NONE = new SmtpReply(-1, "");

    static SmtpReply of(int code, String text) {
        return code < 200 || code > 599 ? NONE : new SmtpReply(code, text);
    }

    /** Returns the code at the start of a line; -1 if there is none. */
    static int code(String line) {
        boolean ends = line.length() == 3 || (line.length() > 3 && (line.charAt(3) == ' ' || line.charAt(3) == '-'));
        return ends && isDigit(line, 0) && isDigit(line, 1) && isDigit(line, 2)
                ? (line.charAt(0) - '0') * 100 + (line.charAt(1) - '0') * 10 + line.charAt(2) - '0'
                : -1;
    }

    private static boolean isDigit(String line, int position) {
        return line.charAt(position) >= '0' && line.charAt(position) <= '9';
    }

    /** Returns the enhanced status (RFC 3463), such as {@code 5.1.1}, or an empty text. */
    String status() {
        Matcher status = STATUS.matcher(text);
        return status.lookingAt() ? status.group(1) : "";
    }

    boolean isLost() {
        return code < 0;
    }

    boolean isPositive() {
        return code >= 200 && code < 300;
    }

    boolean isIntermediate() {
        return code >= 300 && code < 400;
    }

    boolean isRefusal() {
        return code >= 400;
    }

    boolean isPermanent() {
        return code >= 500;
    }

    /** Whether a refusal of MAIL may be a limit of letters per connection: 451 or 452. */
    boolean isLimit() {
        return code == 451 || code == 452;
    }

    /** Whether client and server disagree about the state of the connection; a new one has none yet. */
    boolean isOutOfSequence() {
        return code == 503;
    }

    /** Whether this is the connection's last reply: it broke, or the server is about to close it (RFC 5321 3.8). */
    boolean isLast() {
        return code < 0 || code == 421;
    }

    /** Returns one line to store and show, without the codes repeated on further lines. */
    String displayText() {
        String line = text.length() > 3 ? code + " " + text.substring(4) : text;
        return RemoteText.clean(REPEATED.matcher(line).replaceAll(" "));
    }
}
