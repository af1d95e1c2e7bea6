package dev.tidings.ledger;

import org.jspecify.annotations.Nullable;

/**
 * A range of user ids in the order of code points, which is the order of lists.
 *
 * @param after only ids after this one; empty: all
 * @param from only ids from this one on; empty: all
 * @param end only ids before this one
 */
record UserIdRange(String after, String from, String end) {
    /** Greater than every user id: no text begins with the last code point, which is no character. */
    private static final String NO_END = Character.toString(Character.MAX_CODE_POINT);

    /**
     * @param after the last id of the preceding page, or null on the first
     * @param prefix how ids begin, or null for all
     */
    static UserIdRange of(@Nullable String after, @Nullable String prefix) {
        String begin = prefix == null ? "" : prefix;
        return new UserIdRange(after == null ? "" : after, begin, endOf(begin));
    }

    /** Returns the least text that is greater than each that begins with the prefix. */
    private static String endOf(String prefix) {
        for (int end = prefix.length(); end > 0; ) {
            int last = prefix.codePointBefore(end);
            end -= Character.charCount(last);
            if (last < Character.MAX_CODE_POINT) {
                return prefix.substring(0, end) + Character.toString(successor(last));
            }
        }
        return NO_END;
    }

    /** The code points of surrogates are in no text. */
    private static int successor(int codePoint) {
        return codePoint + 1 == Character.MIN_SURROGATE ? Character.MAX_SURROGATE + 1 : codePoint + 1;
    }
}
