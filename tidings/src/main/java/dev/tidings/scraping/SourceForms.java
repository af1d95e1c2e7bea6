package dev.tidings.scraping;

import dev.tidings.scraping.Source.Kind;
import dev.tidings.scraping.reading.PagePlace;
import dev.tidings.yaml.Form;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JsonPointer;

/** The kinds of values in a source's file. */
final class SourceForms {
    static final String NAME_PATTERN = "[a-z0-9-]{1,40}";

    /** Before the forms: reading their examples needs it. */
    private static final Pattern INTERVAL_TEXT = Pattern.compile("(\\d{1,4})([mhd])");

    static final Form<URI> WEB_ADDRESS =
            Form.of("a web address", "https://example.org/feed.xml", SourceForms::webAddress);
    static final Form<Duration> INTERVAL = Form.of("a time between 15m and 30d", "6h", SourceForms::interval);
    static final Form<Integer> PAGES = Form.wholeNumber(1, 1000);
    static final Form<ZoneId> ZONE =
            Form.among(ZoneId.getAvailableZoneIds(), "a zone of the tz database", "Europe/Berlin", ZoneId::of);
    static final Form<String> REGULAR_EXPRESSION = Form.of("a regular expression", "Deadline: (.+)", text -> {
        Pattern.compile(text);
        return text;
    });

    private static final Form<String> SELECTOR = Form.of("a CSS selector", "ul.calls > li", PagePlace::requireSelector);
    private static final Form<String> PLACE =
            Form.of("a CSS selector, for an attribute with @ and its name", "h2 a@href", text -> {
                PagePlace.parse(text);
                return text;
            });
    private static final Form<String> POINTER = Form.of("a JSON pointer", "/data/items", text -> {
        JsonPointer.compile(text);
        return text;
    });
    private static final Form<String> NAME =
            Form.matching("[\\w:.-]{1,64}", "the name of an element or property", "ev:enddate");

    private SourceForms() {}

    /** How a field's place in an item is written. */
    static Form<String> place(Kind kind) {
        return switch (kind) {
            case HTML -> PLACE;
            case JSON, SITEMAP -> POINTER;
            case RSS, ICAL -> NAME;
        };
    }

    /** How the place of a list in a document is written. */
    static Form<String> list(Kind kind) {
        return kind == Kind.HTML ? SELECTOR : POINTER;
    }

    private static URI webAddress(String text) {
        URI uri = URI.create(text);
        require(uri.getHost() != null && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme())));
        return uri;
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

    private static void require(boolean readable) {
        if (!readable) {
            throw new IllegalArgumentException("The text has another form");
        }
    }
}
