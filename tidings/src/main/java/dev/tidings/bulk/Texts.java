package dev.tidings.bulk;

import tools.jackson.databind.JsonNode;

/** The check that a text can be stored: PostgreSQL takes no U+0000, and UTF-8 no half of a surrogate pair. */
final class Texts {
    private Texts() {}

    /** A raw line. U+FFFD stands for bytes that were no UTF-8, here or when the file was written. */
    static String requireSound(String line) {
        if (line.indexOf('\ufffd') >= 0) {
            throw new RowRefused("not valid UTF-8");
        }
        if (line.indexOf('\0') >= 0) {
            throw new RowRefused("holds a NUL character");
        }
        return line;
    }

    /** All texts and names in a tree, after their escapes have been resolved. */
    static void requireSound(JsonNode node) {
        if (node.isString()) {
            requireUnescapedSound(node.stringValue());
        }
        node.propertyNames().forEach(Texts::requireUnescapedSound);
        node.forEach(Texts::requireSound);
    }

    private static void requireUnescapedSound(String text) {
        requireSound(text);
        if (text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
            throw new RowRefused("holds half of a surrogate pair");
        }
    }
}
