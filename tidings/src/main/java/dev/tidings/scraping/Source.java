package dev.tidings.scraping;

import dev.tidings.scraping.reading.DateOrder;
import dev.tidings.scraping.reading.ItemField;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where opportunities are found, as a file {@code sources/NAME.yml} describes it.
 *
 * @param name the file's
 * @param pages how many documents one run may fetch
 * @param items where the list is: a CSS selector for HTML, a JSON pointer for JSON
 * @param next where the next page's address is, likewise, or null
 * @param include a regular expression: which pages of a sitemap to visit, or null for all
 * @param tags added to every item's
 * @param zone of times that name none
 * @param fields where in an item its fields are
 * @param find regular expressions that find fields in an item's text where it has none
 * @param defaults what holds for items that do not say
 * @param allowPrivate whether its addresses may lie in a private network
 */
public record Source(
        String name,
        SourceKind kind,
        URI url,
        Duration interval,
        boolean enabled,
        int pages,
        @Nullable String items,
        @Nullable String next,
        @Nullable String include,
        List<String> tags,
        ZoneId zone,
        DateOrder dateOrder,
        Map<ItemField, String> fields,
        Map<ItemField, String> find,
        Map<ItemField, List<String>> defaults,
        boolean allowPrivate) {

    public enum SourceKind {
        /** RSS, RDF or Atom. */
        RSS,
        JSON,
        HTML,
        /** A sitemap and the schema.org data of the pages that it lists. */
        SITEMAP,
        ICAL
    }

    String host() {
        return url.getAuthority();
    }
}
