package dev.tidings.scraping;

import dev.tidings.scraping.reading.CalendarReader;
import dev.tidings.scraping.reading.DocumentReader;
import dev.tidings.scraping.reading.FeedReader;
import dev.tidings.scraping.reading.FieldPattern;
import dev.tidings.scraping.reading.ItemField;
import dev.tidings.scraping.reading.JsonReader;
import dev.tidings.scraping.reading.LinkedDataReader;
import dev.tidings.scraping.reading.PageReader;
import dev.tidings.scraping.reading.PageSelector;
import dev.tidings.scraping.reading.SitemapReader;
import dev.tidings.scraping.web.FetchLimits;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Creates the document readers of a source. */
final class DocumentReaders {
    private DocumentReaders() {}

    /** @param now the time of the run */
    static DocumentReader forSource(Source source, Instant now) {
        return switch (source.kind()) {
            case RSS -> new FeedReader(source.fields());
            case JSON ->
                new JsonReader(Objects.requireNonNullElse(source.items(), ""), source.nextPlace(), source.fields());
            case HTML -> pageReader(source);
            case SITEMAP ->
                new SitemapReader(
                        source.include() == null ? null : FieldPattern.of(source.include()),
                        FetchLimits.STANDARD.maxBytes(),
                        new LinkedDataReader(source.fields()));
            case ICAL -> new CalendarReader(source.zone(), source.fields(), now);
        };
    }

    private static DocumentReader pageReader(Source source) {
        @Nullable String next = source.nextPlace();
        return new PageReader(
                Objects.requireNonNull(source.items()),
                next == null ? null : PageSelector.parse(next),
                selectors(source.fields()));
    }

    /** Creates the reader of the items' second documents. */
    static DocumentReader forDetail(SourceDetail detail) {
        return switch (detail.kind()) {
            case HTML ->
                new PageReader(Objects.requireNonNullElse(detail.item(), "html"), null, selectors(detail.fields()));
            case JSON -> JsonReader.ofObject(Objects.requireNonNullElse(detail.item(), ""), detail.fields());
            case JSON_LD -> new LinkedDataReader(detail.fields());
        };
    }

    private static Map<ItemField, PageSelector> selectors(Map<ItemField, String> fields) {
        Map<ItemField, PageSelector> selectors = new EnumMap<>(ItemField.class);
        fields.forEach((field, text) -> selectors.put(field, PageSelector.parse(text)));
        return selectors;
    }
}
