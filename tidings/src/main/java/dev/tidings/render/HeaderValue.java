package dev.tidings.render;

import org.jspecify.annotations.Nullable;

/**
 * Text fit for a header's value: safe, of bounded length, and without the sequence that begins an encoded word
 * (RFC 2047 2), so that nobody's name is decoded into something else. Transports encode what is not ASCII.
 */
final class HeaderValue {
    private static final int NAME_LENGTH = 80;
    private static final int LINE_LENGTH = 200;

    private HeaderValue() {}

    /** A name to show beside an address, or null if nothing of it can be shown. */
    static @Nullable String name(@Nullable String name) {
        String text = name == null ? "" : of(name, NAME_LENGTH);
        return text.isEmpty() ? null : text;
    }

    static String line(String text) {
        return of(text, LINE_LENGTH);
    }

    private static String of(String text, int length) {
        String safe = SafeText.of(text).replace("=?", "= ?").strip();
        if (safe.codePointCount(0, safe.length()) <= length) {
            return safe;
        }
        return safe.substring(0, safe.offsetByCodePoints(0, length - 1)) + "…";
    }
}
