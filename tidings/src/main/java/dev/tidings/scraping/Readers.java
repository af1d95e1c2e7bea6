package dev.tidings.scraping;

import dev.tidings.scraping.reading.CalendarReader;
import dev.tidings.scraping.reading.DocumentReader;
import dev.tidings.scraping.reading.FeedReader;
import dev.tidings.scraping.reading.Field;
import dev.tidings.scraping.reading.JsonReader;
import dev.tidings.scraping.reading.LinkedDataReader;
import dev.tidings.scraping.reading.PagePlace;
import dev.tidings.scraping.reading.PageReader;
import dev.tidings.scraping.reading.SitemapReader;
import dev.tidings.scraping.web.Limits;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/** The reader that a source asks for. */
final class Readers {
    private Readers() {}

    static DocumentReader of(Source source) {
        return switch (source.kind()) {
            case RSS -> new FeedReader(source.fields());
            case JSON -> new JsonReader(Objects.requireNonNullElse(source.items(), ""), source.next(), source.fields());
            case HTML -> page(source);
            case SITEMAP ->
                new SitemapReader(
                        source.include() == null ? null : Pattern.compile(source.include()),
                        Limits.STANDARD.bytes(),
                        new LinkedDataReader(source.fields()));
            case ICAL -> new CalendarReader(source.zone(), source.fields());
        };
    }

    private static DocumentReader page(Source source) {
        Map<Field, PagePlace> places = new EnumMap<>(Field.class);
        source.fields().forEach((field, text) -> places.put(field, PagePlace.parse(text)));
        return new PageReader(
                Objects.requireNonNull(source.items()),
                source.next() == null ? null : PagePlace.parse(source.next()),
                places);
    }
}
