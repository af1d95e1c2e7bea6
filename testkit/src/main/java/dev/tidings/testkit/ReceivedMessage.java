package dev.tidings.testkit;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A letter that a {@link FakeSmtpServer} received.
 *
 * @param text the letter with unstuffed dots and CRLF line ends, one character per byte (ISO 8859-1)
 */
public record ReceivedMessage(String sender, String recipient, String text) {
    private static final Pattern MESSAGE_ID = Pattern.compile("(?im)^Message-ID:\\s*<([^>]*)>");

    /** The Message-ID without angle brackets, or an empty string. */
    public String messageId() {
        Matcher matcher = MESSAGE_ID.matcher(text);
        return matcher.find() ? matcher.group(1) : "";
    }
}
