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
 * A source of opportunities, configured in {@code sources/NAME.yml}.
 *
 * @param name the file name without extension
 * @param pages maximum documents per run
 * @param items selects the list: a CSS selector for HTML, a JSON pointer for JSON
 * @param next selects the URL of the next page, likewise; null for none
 * @param include regular expression for the URLs of sitemap pages to fetch; null for all
 * @param tags added to every item
 * @param zone of times without a zone
 * @param fields selectors of the fields within an item
 * @param find regular expressions that extract missing fields from an item's text
 * @param defaults values for fields that an item lacks
 * @param allowPrivate whether private addresses are allowed
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
        /** A sitemap and the schema.org data of the listed pages. */
        SITEMAP,
        ICAL
    }

    String host() {
        return url.getAuthority();
    }
}
