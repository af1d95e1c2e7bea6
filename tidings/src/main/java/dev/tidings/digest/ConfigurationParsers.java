package dev.tidings.digest;

import dev.tidings.core.Color;
import dev.tidings.core.EmailAddress;
import dev.tidings.core.WebUrl;
import dev.tidings.yaml.ValueParser;
import java.math.BigDecimal;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Value parsers for the files of the configuration folder. */
final class ConfigurationParsers {
    static final String NAME_PATTERN = "[a-z0-9-]{1,40}";
    static final ValueParser<String> TRANSPORT = ValueParser.choice("resend", "smtp", "outbox");
    static final ValueParser<String> NAME =
            ValueParser.matching(NAME_PATTERN, "1 to 40 lower-case letters, digits and dashes", "weekly-numbers");
    static final ValueParser<String> TEMPLATE = ValueParser.matching(
            "[A-Za-z0-9_-]{1,40}", "1 to 40 letters, digits, dashes and underscores", "weekly-metrics");
    static final ValueParser<String> METRIC_KEY = ValueParser.matching(
            "[A-Za-z0-9_.-]{1,64}", "1 to 64 letters, digits, dots, dashes and underscores", "sessions");
    static final ValueParser<Integer> DECIMALS = ValueParser.wholeNumber(0, 6);
    static final ValueParser<DayOfWeek> WEEKDAY = ValueParser.choice(DayOfWeek.class);
    static final ValueParser<LocalTime> TIME = ValueParser.of("a time of day", "07:00", ConfigurationParsers::time);
    static final ValueParser<ZoneId> ZONE = ValueParser.oneOf(
            ZoneId.getAvailableZoneIds(), "a zone of the tz database", "America/Los_Angeles", ZoneId::of);

    /** The value that selects each recipient's own zone. */
    static final String RECIPIENT = "recipient";

    static final ValueParser<String> CADENCE_ZONE = ValueParser.oneOf(
            Stream.concat(ZoneId.getAvailableZoneIds().stream(), Stream.of(RECIPIENT))
                    .toList(),
            "recipient, or a zone of the tz database",
            "America/Los_Angeles",
            Function.identity());
    static final ValueParser<Color> COLOR = ValueParser.of("a color in quotes", "#3b5bdb", Color::parse);
    static final ValueParser<EmailAddress> ADDRESS =
            ValueParser.of("an email address", "digest@example.com", EmailAddress::new);
    static final ValueParser<URI> WEB_ADDRESS =
            ValueParser.of("a web address", "https://app.example.com", ConfigurationParsers::webAddress);
    static final ValueParser<URI> PUBLIC_URL = ValueParser.of(
            "a web address without a query", "https://digest.example.com", ConfigurationParsers::publicUrl);
    static final ValueParser<Duration> LATE =
            ValueParser.of("a time from 1h to 7d", "up to 36h", ConfigurationParsers::late);
    static final ValueParser<String> ORIGIN =
            ValueParser.of("scheme and host of a web address", "https://app.example.com", ConfigurationParsers::origin);

    static final ValueParser<Duration> DURATION = ValueParser.of(
            "a length of time (ms, s, m, h or d) of at most 400 days", "15m", ConfigurationParsers::duration);
    static final ValueParser<Duration> DAYS =
            ValueParser.of("a number of days up to 36500", "400d", ConfigurationParsers::days);
    static final ValueParser<Double> PERCENT =
            ValueParser.of("a share of 0% to 100%", "2%", ConfigurationParsers::percent);

    static final ValueParser<Double> SHARE_FROM_1 =
            ValueParser.of("a share of 1% to 100%", "80%", ConfigurationParsers::shareFrom1);

    static final ValueParser<Double> CANARY_SHARE =
            ValueParser.of("a share of 0.1% to 50%", "1%", ConfigurationParsers::canaryShare);
    static final ValueParser<Duration> CANARY_WAIT =
            ValueParser.of("a time from 1m to 24h", "15m", ConfigurationParsers::canaryWait);

    private ConfigurationParsers() {}

    private static Duration duration(String text) {
        Duration duration = Duration.parse(isoForm(text));
        require(duration.compareTo(Duration.ofDays(400)) <= 0);
        return duration;
    }

    private static Duration days(String text) {
        require(text.matches("[1-9]\\d{0,4}d"));
        Duration days = Duration.parse(isoForm(text));
        require(days.toDays() <= 36_500);
        return days;
    }

    /** The ISO 8601 form of a number and a unit. */
    private static String isoForm(String text) {
        require(text.matches("\\d{1,9}(ms|s|m|h|d)"));
        if (text.endsWith("ms")) {
            return "PT"
                    + new BigDecimal(text.substring(0, text.length() - 2))
                            .movePointLeft(3)
                            .toPlainString() + "S";
        }
        return (text.endsWith("d") ? "P" : "PT") + text;
    }

    private static double percent(String text) {
        require(text.matches("\\d{1,3}(\\.\\d{1,3})?%"));
        double percent = Double.parseDouble(text.substring(0, text.length() - 1));
        require(percent <= 100);
        return percent;
    }

    private static double shareFrom1(String text) {
        double percent = percent(text);
        require(percent >= 1);
        return percent;
    }

    private static double canaryShare(String text) {
        double percent = percent(text);
        require(percent >= 0.1 && percent <= 50);
        return percent;
    }

    private static Duration canaryWait(String text) {
        Duration wait = duration(text);
        require(wait.compareTo(Duration.ofMinutes(1)) >= 0 && wait.compareTo(Duration.ofHours(24)) <= 0);
        return wait;
    }

    private static URI publicUrl(String text) {
        URI uri = webAddress(text);
        require(uri.getRawQuery() == null && uri.getRawFragment() == null);
        return uri.getRawPath().endsWith("/") ? URI.create(uri.toString().replaceFirst("/$", "")) : uri;
    }

    private static LocalTime time(String text) {
        return LocalTime.parse(text, DateTimeFormatter.ofPattern("HH:mm").withResolverStyle(ResolverStyle.STRICT));
    }

    private static Duration late(String text) {
        Matcher parts = Pattern.compile("(?:up to )?([0-9]{1,3})([hd])").matcher(text);
        require(parts.matches());
        long number = Long.parseLong(parts.group(1));
        Duration late = parts.group(2).equals("d") ? Duration.ofDays(number) : Duration.ofHours(number);
        require(late.isPositive() && late.compareTo(Duration.ofDays(7)) <= 0);
        return late;
    }

    private static URI webAddress(String text) {
        WebUrl url = WebUrl.parse(text);
        if (url == null) {
            throw new IllegalArgumentException("The text is not a web address");
        }
        return url.uri();
    }

    private static String origin(String text) {
        WebUrl url = WebUrl.parse(text);
        require(url != null && text.equalsIgnoreCase(url.origin()));
        return text;
    }

    private static void require(boolean valid) {
        if (!valid) {
            throw new IllegalArgumentException("The text has the wrong format");
        }
    }
}
