package dev.tidings.scraping.reading;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A guess how a document is read.
 *
 * @param items the place of the items; null for formats that need none
 * @param next the place of the next page's address, or null
 * @param fields places of the fields that need one
 * @param find regular expressions for fields in the texts
 */
public record SourceGuess(
        @Nullable String items, @Nullable String next, Map<ItemField, String> fields, Map<ItemField, String> find) {
    static final SourceGuess NOTHING = new SourceGuess(null, null, Map.of(), Map.of());

    /** A deadline in running text: the word, then up to 60 characters. */
    static final String DEADLINE_IN_TEXT =
            "(?i)(?:deadline|closing date|apply by|applications? close)[^\\w\\n]{1,10}([^\\n]{6,60})";
}
