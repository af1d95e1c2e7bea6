package dev.tidings.scraping;

import dev.tidings.scraping.reading.CalendarReader;
import dev.tidings.scraping.reading.DocumentReader;
import dev.tidings.scraping.reading.FeedReader;
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
import java.util.regex.Pattern;

/** Creates the document reader for a source. */
final class DocumentReaders {
    private DocumentReaders() {}

    /** @param now the time of the run */
    static DocumentReader forSource(Source source, Instant now) {
        return switch (source.kind()) {
            case RSS -> new FeedReader(source.fields());
            case JSON -> new JsonReader(Objects.requireNonNullElse(source.items(), ""), source.next(), source.fields());
            case HTML -> pageReader(source);
            case SITEMAP ->
                new SitemapReader(
                        source.include() == null ? null : Pattern.compile(source.include()),
                        FetchLimits.STANDARD.maxBytes(),
                        new LinkedDataReader(source.fields()));
            case ICAL -> new CalendarReader(source.zone(), source.fields(), now);
        };
    }

    private static DocumentReader pageReader(Source source) {
        Map<ItemField, PageSelector> selectors = new EnumMap<>(ItemField.class);
        source.fields().forEach((field, text) -> selectors.put(field, PageSelector.parse(text)));
        return new PageReader(
                Objects.requireNonNull(source.items()),
                source.next() == null ? null : PageSelector.parse(source.next()),
                selectors);
    }
}
