package dev.tidings.delivery.transport;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a mail server answered to one command (RFC 5321 4.2).
 *
 * @param code three digits; -1 if the connection broke, or what came was no answer
 * @param status the enhanced status (RFC 3463), such as {@code 5.1.1}, or an empty text
 * @param text everything it said
 */
record SmtpReply(int code, String status, String text) {
    private static final Pattern STATUS = Pattern.compile("\\d{3}[ -]([245]\\.\\d{1,3}\\.\\d{1,3})(?!\\S)");
    private static final Pattern REPEATED =
            Pattern.compile("\\R\\d{3}(?:[ -](?:[245]\\.\\d{1,3}\\.\\d{1,3}(?!\\S))?)?");

    static final SmtpReply NONE = new SmtpReply(-1, "", "");

    static SmtpReply of(int code, String text) {
        if (code < 200 || code > 599) {
            return NONE;
        }
        Matcher status = STATUS.matcher(text);
        return new SmtpReply(code, status.lookingAt() ? status.group(1) : "", text);
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

    boolean isTransient() {
        return code >= 400 && code < 500;
    }

    boolean isPermanent() {
        return code >= 500;
    }

    /** The server is about to close the connection (RFC 5321 3.8). */
    boolean isFarewell() {
        return code == 421;
    }

    /** One line to store and show, without the codes that its further lines repeat. */
    String shown() {
        String said = text.length() > 3 ? code + " " + text.substring(4) : text;
        return RemoteText.clean(REPEATED.matcher(said).replaceAll(" "));
    }
}
