package dev.tidings.bulk;

import java.math.BigDecimal;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.DecimalNode;

/**
 * Checks that texts and numbers can be stored: PostgreSQL refuses U+0000, and UTF-8 cannot encode half a surrogate pair.
 * A number such as 1e999999999 is short, but written out it does not fit in memory.
 */
public final class StorableText {
    /** Most digits before and after the decimal separator; a double has fewer before it. */
    private static final int MAX_DIGITS = 300;

    private StorableText() {}

    /** A raw line. U+FFFD stands for bytes that are not UTF-8. */
    static String requireStorable(String line) {
        if (line.indexOf('\ufffd') >= 0) {
            throw new RowRefused("not valid UTF-8");
        }
        if (line.indexOf('\0') >= 0) {
            throw new RowRefused("contains a NUL character");
        }
        return line;
    }

    /** All texts, names and numbers in a tree, after escapes have been resolved. */
    static void requireStorable(JsonNode node) {
        if (node.isString()) {
            requireUnescapedStorable(node.stringValue());
        } else if (node.isNumber() && !isStorable(node)) {
            throw new RowRefused("contains a number with more than " + MAX_DIGITS + " digits");
        }
        node.propertyNames().forEach(StorableText::requireUnescapedStorable);
        node.forEach(StorableText::requireStorable);
    }

    private static boolean isStorable(JsonNode number) {
        if (number.isIntegralNumber() && !number.isBigInteger()) {
            return true;
        }
        if (!(number instanceof DecimalNode) && !Double.isFinite(number.doubleValue())) {
            return false;
        }
        BigDecimal value = number.decimalValue();
        return (long) value.precision() - value.scale() <= MAX_DIGITS && value.scale() <= MAX_DIGITS;
    }

    /**
     * A text whose escapes have been resolved.
     *
     * @throws RowRefused if it cannot be stored
     */
    public static void requireUnescapedStorable(String text) {
        requireStorable(text);
        if (text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
            throw new RowRefused("contains half of a surrogate pair");
        }
    }
}
