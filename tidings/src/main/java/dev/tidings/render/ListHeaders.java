package dev.tidings.render;

import dev.tidings.core.EmailAddress;
import dev.tidings.digest.Digest;
import jakarta.mail.internet.InternetAddress;
import java.io.UnsupportedEncodingException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The headers that identify a digest's letters as a list with an unsubscribe link.
 *
 * @param listId RFC 2919
 * @param mailto receives unsubscribe requests by mail (RFC 2369), or null
 * @param sender last part of Feedback-ID: 5 to 15 letters and digits, constant for all mail of this sender
 */
record ListHeaders(String digest, String listId, @Nullable String mailto, String sender) {

    static ListHeaders of(Digest digest) {
        String domain = digest.sender().from().address().domain();
        EmailAddress mailto = digest.unsubscribe().mailto();
        return new ListHeaders(
                digest.name(),
                listId(digest.title(), digest.name() + ".list-id." + domain),
                mailto == null ? null : mailto(mailto, digest.name()),
                sender(domain));
    }

    Map<String, String> of(Letter letter, String unsubscribe) {
        Map<String, String> headers = new LinkedHashMap<>();
        String oneClick = "<" + unsubscribe + ">";
        headers.put("List-Unsubscribe", mailto == null ? oneClick : oneClick + ", <" + mailto + ">");
        headers.put("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        headers.put("List-Id", listId);
        headers.put("Auto-Submitted", "auto-generated");
        headers.put("Feedback-ID", digest + ":" + letter.period().start() + ":digest:" + sender);
        return Collections.unmodifiableMap(headers);
    }

    private static String listId(String title, String id) {
        String phrase = HeaderValue.name(title);
        try {
            return phrase == null ? "<" + id + ">" : new InternetAddress(id, phrase, "UTF-8").toString();
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException("Every Java platform has UTF-8", e);
        }
    }

    /** Builds a mailto URL. All characters but letters, digits and a few others are percent-encoded (RFC 6068). */
    private static String mailto(EmailAddress address, String digest) {
        String to = URLEncoder.encode(address.value(), StandardCharsets.UTF_8).replace("%40", "@");
        return "mailto:" + to + "?subject=unsubscribe%20" + digest;
    }

    private static String sender(String domain) {
        String letters = domain.replaceAll("[^a-z0-9]", "") + "tidings";
        return letters.substring(0, Math.min(15, letters.length()));
    }
}
