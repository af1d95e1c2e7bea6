package dev.tidings.transport.mime;

import dev.tidings.core.Message;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds defects that keep a message from being sent through any transport. */
public final class InvalidMessage {
    private static final Pattern MESSAGE_ID = Pattern.compile("[!-~&&[^<>@]]{1,180}@[!-~&&[^<>@]]{1,180}");
    private static final Pattern HEADER_NAME = Pattern.compile("[A-Za-z][A-Za-z0-9-]{0,75}");

    /** Longest line that a mail server must accept, without its end (RFC 5322 2.1.1). */
    private static final int LONGEST_LINE = 998;

    private static final Set<String> RESERVED_HEADERS = Set.of(
            "from",
            "sender",
            "reply-to",
            "to",
            "cc",
            "bcc",
            "subject",
            "date",
            "message-id",
            "mime-version",
            "return-path");

    private InvalidMessage() {}

    /** Returns the first defect, or null. It never contains a value of the message. */
    static @Nullable public String reasonFor(Message message) {
        if (!MESSAGE_ID.matcher(message.messageId()).matches()) {
            return "The Message-ID does not have the form left@right of RFC 5322";
        }
        for (Map.Entry<String, String> header : message.headers().entrySet()) {
            String defect = reasonFor(header.getKey(), header.getValue());
            if (defect != null) {
                return defect;
            }
        }
        return null;
    }

    private static @Nullable String reasonFor(String name, String value) {
        if (!HEADER_NAME.matcher(name).matches()) {
            return "A header name has characters other than letters, digits and dashes";
        }
        String lower = name.toLowerCase(Locale.ROOT);
        if (RESERVED_HEADERS.contains(lower) || lower.startsWith("content-")) {
            return "The header " + name + " is set from the message and cannot be given separately";
        }
        if (!isPrintable(value)) {
            return "The header " + name + " contains a line break, another control character or a non-ASCII character";
        }
        if (name.length() + 2 + HeaderEncoder.longestWord(value) > LONGEST_LINE) {
            return "The header " + name + " has a word that is longer than a line may be (998 characters)";
        }
        return null;
    }

    private static boolean isPrintable(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) < ' ' || value.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }
}
