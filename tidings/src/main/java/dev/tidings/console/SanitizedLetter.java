package dev.tidings.console;

import dev.tidings.core.EmailAddress;
import dev.tidings.core.Mailbox;
import dev.tidings.core.Message;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A message for display in the console: every word as sent, with disabled links. Tokens in links are removed; nobody
 * can be unsubscribed from here.
 *
 * @param headers in the letter's order, those of RFC 5322 first
 */
public record SanitizedLetter(String subject, String html, String text, Map<String, String> headers) {
    private static final Pattern TOKEN = Pattern.compile("(token=)[A-Za-z0-9._~%+-]+");
    private static final Pattern HEAD = Pattern.compile("<head[^>]*>", Pattern.CASE_INSENSITIVE);

    static SanitizedLetter of(Message message) {
        return new SanitizedLetter(
                message.subject(),
                disableLinks(maskTokens(message.html())),
                maskTokens(message.text()),
                headersOf(message));
    }

    private static String maskTokens(String text) {
        return TOKEN.matcher(text).replaceAll("$1hidden");
    }

    /** Directs every click to a new window, which the letter's sandbox forbids. */
    private static String disableLinks(String html) {
        return HEAD.matcher(html).replaceFirst("$0<base target=\"_blank\">");
    }

    private static Map<String, String> headersOf(Message message) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("From", text(message.from()));
        EmailAddress replyTo = message.replyTo();
        if (replyTo != null) {
            headers.put("Reply-To", replyTo.value());
        }
        headers.put("To", text(message.to()));
        headers.put("Subject", message.subject());
        headers.put("Message-ID", "<" + message.messageId() + ">");
        message.headers().forEach((name, value) -> headers.put(name, maskTokens(value)));
        return headers;
    }

    private static String text(Mailbox mailbox) {
        String address = "<" + mailbox.address().value() + ">";
        return mailbox.name() == null ? address : mailbox.name() + " " + address;
    }
}
