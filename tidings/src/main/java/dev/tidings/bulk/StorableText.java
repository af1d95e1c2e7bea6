package dev.tidings.bulk;

import tools.jackson.databind.JsonNode;

/** Checks that a text can be stored: PostgreSQL refuses U+0000, and UTF-8 cannot encode half a surrogate pair. */
public final class StorableText {
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

    /** All texts and names in a tree, after their escapes have been resolved. */
    static void requireStorable(JsonNode node) {
        if (node.isString()) {
            requireUnescapedStorable(node.stringValue());
        }
        node.propertyNames().forEach(StorableText::requireUnescapedStorable);
        node.forEach(StorableText::requireStorable);
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
