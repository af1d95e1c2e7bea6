package dev.tidings.scraping;

import dev.tidings.core.WebUrl;
import dev.tidings.scraping.Source.SourceKind;
import dev.tidings.scraping.reading.FieldPattern;
import dev.tidings.scraping.reading.PageSelector;
import dev.tidings.yaml.ValueParser;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JsonPointer;

/** Value parsers for the keys of source files. */
final class SourceParsers {
    /** Initialized before the parsers, whose examples are parsed during initialization. */
    private static final Pattern INTERVAL_TEXT = Pattern.compile("(\\d{1,4})([mhd])");

    static final ValueParser<URI> WEB_ADDRESS =
            ValueParser.of("a web address", "https://example.org/feed.xml", SourceParsers::webAddress);
    static final ValueParser<Duration> INTERVAL =
            ValueParser.of("a time between 15m and 30d", "6h", SourceParsers::interval);
    static final ValueParser<Integer> PAGES = ValueParser.wholeNumber(1, 1000);
    static final ValueParser<ZoneId> ZONE =
            ValueParser.oneOf(ZoneId.getAvailableZoneIds(), "a zone of the tz database", "Europe/Berlin", ZoneId::of);
    static final ValueParser<String> REGULAR_EXPRESSION = ValueParser.of(
            "a regular expression (RE2: without look-around and back references)", "Deadline: (.+)", text -> {
                FieldPattern.of(text);
                return text;
            });
    static final ValueParser<String> BODY = new ValueParser<>("the text to send", "text", List.of(), text -> text);

    private static final ValueParser<String> SELECTOR =
            ValueParser.of("a CSS selector", "ul.calls > li", PageSelector::requireSelector);
    private static final ValueParser<String> FIELD_SELECTOR =
            ValueParser.of("a CSS selector, for an attribute with @ and its name", "h2 a@href", text -> {
                PageSelector.parse(text);
                return text;
            });
    private static final ValueParser<String> POINTER = ValueParser.of("a JSON pointer", "/data/items", text -> {
        JsonPointer.compile(text);
        return text;
    });
    private static final ValueParser<String> NAME =
            ValueParser.matching("[\\w:.-]{1,64}", "the name of an element or property", "ev:enddate");

    private SourceParsers() {}

    /** The parser for a field's selector. */
    static ValueParser<String> field(SourceKind kind) {
        return switch (kind) {
            case HTML -> FIELD_SELECTOR;
            case JSON, SITEMAP -> POINTER;
            case RSS, ICAL -> NAME;
        };
    }

    /** The parser for the place of the next page's address. Kinds without places only have the header. */
    static ValueParser<String> next(SourceKind kind) {
        ValueParser<String> place = kind == SourceKind.HTML ? FIELD_SELECTOR : POINTER;
        return kind == SourceKind.HTML || kind == SourceKind.JSON
                ? ValueParser.of(
                        place.expected() + ", or " + Source.LINK_HEADER + ",",
                        Source.LINK_HEADER,
                        text -> text.equals(Source.LINK_HEADER)
                                ? text
                                : place.parser().apply(text))
                : ValueParser.choice(Source.LINK_HEADER);
    }

    /** The parser for the selector of the list. */
    static ValueParser<String> list(SourceKind kind) {
        return kind == SourceKind.HTML ? SELECTOR : POINTER;
    }

    private static URI webAddress(String text) {
        WebUrl url = WebUrl.parse(text);
        if (url == null) {
            throw new IllegalArgumentException("The text is not a web address");
        }
        return url.uri();
    }

    private static Duration interval(String text) {
        Matcher matcher = INTERVAL_TEXT.matcher(text);
        require(matcher.matches());
        long number = Long.parseLong(matcher.group(1));
        Duration interval = switch (matcher.group(2)) {
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
        require(interval.compareTo(Duration.ofMinutes(15)) >= 0 && interval.compareTo(Duration.ofDays(30)) <= 0);
        return interval;
    }

    private static void require(boolean valid) {
        if (!valid) {
            throw new IllegalArgumentException("The text has the wrong format");
        }
    }
}
