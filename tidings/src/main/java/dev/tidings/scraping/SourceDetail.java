package dev.tidings.scraping;

import dev.tidings.scraping.reading.ItemField;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The second document of an item, at the item's address.
 *
 * @param item the place of the item in it: a CSS selector for HTML, a JSON pointer for JSON; null for the whole document
 * @param fields selectors of the fields; a value found there replaces the list's
 */
public record SourceDetail(DetailKind kind, @Nullable String item, Map<ItemField, String> fields) {

    public enum DetailKind {
        HTML,
        JSON,
        /** A page with schema.org JSON-LD. */
        JSON_LD
    }
}
