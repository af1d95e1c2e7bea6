package dev.tidings.scraping;

import dev.tidings.scraping.Source.SourceKind;
import dev.tidings.scraping.SourceDetail.DetailKind;
import dev.tidings.scraping.reading.DateOrder;
import dev.tidings.scraping.reading.ItemField;
import dev.tidings.scraping.web.RequestContent;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/** Builds a source for a test. By default it runs every six hours and allows private addresses. */
final class TestSource {
    private final String name;
    private final SourceKind kind;
    private final URI url;
    private boolean enabled = true;
    private boolean allowPrivate = true;
    private int pages = 20;
    private String items;
    private String next;
    private String include;
    private List<String> tags = List.of();
    private ZoneId zone = ZoneId.of("UTC");
    private DateOrder dateOrder = DateOrder.DAY_FIRST;
    private Map<ItemField, String> fields = Map.of();
    private SourceDetail detail;
    private Map<ItemField, String> clean = Map.of();
    private Map<ItemField, String> find = Map.of();
    private Map<ItemField, List<String>> defaults = Map.of();

    private TestSource(String name, SourceKind kind, URI url) {
        this.name = name;
        this.kind = kind;
        this.url = url;
    }

    static TestSource of(String name, SourceKind kind, URI url) {
        return new TestSource(name, kind, url);
    }

    static TestSource rss(String name, URI url) {
        return of(name, SourceKind.RSS, url);
    }

    TestSource disabled() {
        enabled = false;
        return this;
    }

    TestSource onPublicAddressesOnly() {
        allowPrivate = false;
        return this;
    }

    /** A list with these selectors of an item and of the link to the next page. */
    TestSource list(String itemSelector, String nextSelector, int maxPages) {
        items = itemSelector;
        next = nextSelector;
        pages = maxPages;
        return this;
    }

    TestSource include(String pattern) {
        include = pattern;
        return this;
    }

    TestSource tags(String... words) {
        tags = List.of(words);
        return this;
    }

    TestSource dates(DateOrder order, ZoneId zone) {
        dateOrder = order;
        this.zone = zone;
        return this;
    }

    TestSource fields(Map<ItemField, String> selectors) {
        fields = selectors;
        return this;
    }

    /** A second page per item, with these CSS selectors. */
    TestSource detail(Map<ItemField, String> selectors) {
        detail = new SourceDetail(DetailKind.HTML, null, selectors);
        return this;
    }

    /** A second page per item, with schema.org data. */
    TestSource linkedDetail() {
        detail = new SourceDetail(DetailKind.JSON_LD, null, Map.of());
        return this;
    }

    TestSource find(Map<ItemField, String> patterns) {
        find = patterns;
        return this;
    }

    TestSource defaults(Map<ItemField, List<String>> values) {
        defaults = values;
        return this;
    }

    Source build() {
        return new Source(
                name,
                kind,
                url,
                RequestContent.NONE,
                Duration.ofHours(6),
                enabled,
                pages,
                items,
                next,
                include,
                tags,
                zone,
                dateOrder,
                fields,
                detail,
                clean,
                find,
                defaults,
                allowPrivate);
    }
}
