package dev.tidings.render;

/**
 * Sanitizes text to one line that shows in its written order. Removes control characters and bidirectional controls
 * (Unicode TR 36 2.5). Line breaks and tabs become spaces, lone surrogates U+FFFD.
 */
final class SafeText {
    private SafeText() {}

    static String of(CharSequence text) {
        String value = text.toString();
        for (int i = 0; i < value.length(); i++) {
            if (!isOrdinary(value.charAt(i))) {
                return cleaned(value, i);
            }
        }
        return value;
    }

    static boolean isOrdinary(char c) {
        return between(c, ' ', 0x7e) || between(c, 0xa0, 0x61b) || between(c, 0x2070, 0xd7ff);
    }

    private static String cleaned(String value, int from) {
        StringBuilder safe = new StringBuilder(value.length()).append(value, 0, from);
        for (int i = from; i < value.length(); ) {
            int c = value.codePointAt(i);
            i += Character.charCount(c);
            if (isLineBreak(c)) {
                safe.append(' ');
            } else if (between(c, Character.MIN_SURROGATE, Character.MAX_SURROGATE)) {
                safe.append('\ufffd');
            } else if (!isControl(c)) {
                safe.appendCodePoint(c);
            }
        }
        return safe.toString();
    }

    private static boolean isLineBreak(int c) {
        return between(c, '\t', '\r') || c == 0x85 || between(c, 0x2028, 0x2029);
    }

    private static boolean isControl(int c) {
        return c < ' '
                || between(c, 0x7f, 0x9f)
                || c == 0x61c
                || between(c, 0x200e, 0x200f)
                || between(c, 0x202a, 0x202e)
                || between(c, 0x2066, 0x2069)
                || c == 0xfeff
                || (c & 0xfffe) == 0xfffe;
    }

    private static boolean between(int c, int first, int last) {
        return first <= c && c <= last;
    }
}
