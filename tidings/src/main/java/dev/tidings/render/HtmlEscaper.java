package dev.tidings.render;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Escapes text for HTML content and quoted attributes. Accented characters and symbols become references. Most letters
 * are then ASCII: one byte per character in memory, and no mail server needs an encoding.
 */
final class HtmlEscaper {
    private static final Pattern BEYOND_ASCII =
            Pattern.compile("<style.*?</style>|<!--.*?-->|[\\u0080-\\u024f\\u2000-\\u2bff]", Pattern.DOTALL);

    /** The ASCII characters that need no escape. */
    private static final boolean[] PLAIN = new boolean[0x80];

    static {
        for (char c = 0; c < PLAIN.length; c++) {
            PLAIN[c] = reference(c) == null && SafeText.isOrdinary(c);
        }
    }

    private HtmlEscaper() {}

    /** Sanitizes the text by {@link SafeText} and escapes it. */
    static String sanitizeAndEscape(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= PLAIN.length || !PLAIN[c]) {
                return escape(SafeText.of(text));
            }
        }
        return text;
    }

    static String escape(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (reference(text.charAt(i)) != null) {
                return escaped(text, i);
            }
        }
        return text;
    }

    private static String escaped(String text, int from) {
        StringBuilder html = new StringBuilder(text.length() + 32).append(text, 0, from);
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            String reference = reference(c);
            if (reference == null) {
                html.append(c);
            } else {
                html.append(reference);
            }
        }
        return html.toString();
    }

    private static @Nullable String reference(char c) {
        return switch (c) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            case '"' -> "&quot;";
            case '\'' -> "&#39;";
            case '`' -> "&#96;";
            default -> isEncoded(c) ? reference((int) c) : null;
        };
    }

    private static boolean isEncoded(char c) {
        return (c >= 0x80 && c <= 0x24f) || (c >= 0x2000 && c <= 0x2bff);
    }

    private static String reference(int c) {
        return "&#" + c + ";";
    }

    /**
     * Replaces non-ASCII characters by references, except in styles and comments, where clients do not decode them.
     */
    static String encodeNonAscii(String html) {
        return BEYOND_ASCII
                .matcher(html)
                .replaceAll(found -> Matcher.quoteReplacement(
                        found.group().length() == 1
                                ? reference((int) found.group().charAt(0))
                                : found.group()));
    }
}
