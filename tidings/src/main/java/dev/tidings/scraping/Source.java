package dev.tidings.scraping;

import dev.tidings.scraping.reading.DateOrder;
import dev.tidings.scraping.reading.ItemField;
import dev.tidings.scraping.web.RequestContent;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A source of opportunities, configured in {@code sources/NAME.yml}.
 *
 * @param name the file name without extension
 * @param request headers and body; the configuration's keys are {@code headers} and {@code body}
 * @param pages maximum documents per run
 * @param items selects the list: a CSS selector for HTML, a JSON pointer for JSON
 * @param next selects the URL of the next page, likewise, or is {@value #LINK_HEADER}; null for none
 * @param include regular expression for the URLs of sitemap pages to fetch; null for all
 * @param tags added to every item
 * @param zone of times without a zone
 * @param fields selectors of the fields within an item
 * @param detail the second document of each item; null for none
 * @param clean regular expressions of what is cut off a field
 * @param find regular expressions that extract missing fields from an item's text
 * @param defaults values for fields that an item lacks
 * @param allowPrivate whether private addresses are allowed
 */
public record Source(
        String name,
        SourceKind kind,
        URI url,
        RequestContent request,
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
        @Nullable SourceDetail detail,
        Map<ItemField, String> clean,
        Map<ItemField, String> find,
        Map<ItemField, List<String>> defaults,
        boolean allowPrivate) {

    /** The value of {@code next} for sources whose {@code Link} header names the next page. */
    public static final String LINK_HEADER = "link-header";

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

    /** The fields that have a place or a regular expression of their own. */
    Set<ItemField> configuredFields() {
        Set<ItemField> configured = EnumSet.noneOf(ItemField.class);
        configured.addAll(fields.keySet());
        configured.addAll(find.keySet());
        if (detail != null) {
            configured.addAll(detail.fields().keySet());
        }
        return configured;
    }

    /** Names a field and the key that describes it, for operators: "deadline (find.deadline)". */
    String describe(ItemField field) {
        if (!configuredFields().contains(field)) {
            return field.key();
        }
        String section = find.containsKey(field) ? "find." : fields.containsKey(field) ? "fields." : "detail.fields.";
        return field.key() + " (" + section + field.key() + ")";
    }

    /** The place of the next page's address in a document; null if there is none. */
    @Nullable
    String nextPlace() {
        return LINK_HEADER.equals(next) ? null : next;
    }
}
