package dev.tidings.render;

import org.jspecify.annotations.Nullable;

/**
 * Makes text safe for a header's value: bounded length, no control characters, and no sequence that begins an encoded
 * word (RFC 2047 2), which clients would decode. Transports encode non-ASCII characters.
 */
final class HeaderValue {
    private static final int NAME_LENGTH = 80;
    private static final int LINE_LENGTH = 200;

    private HeaderValue() {}

    /** Returns a display name for an address, or null if nothing displayable remains. */
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
