package dev.tidings.scraping.reading;

import dev.tidings.database.Timestamps;
import dev.tidings.scraping.reading.ParsedDate.DateOnly;
import dev.tidings.scraping.reading.ParsedDate.DateWithTime;
import dev.tidings.scraping.reading.ParsedDate.NoDeadline;
import dev.tidings.scraping.reading.ParsedDate.UnparsableDate;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Parses dates in common formats: ISO 8601, RFC 822, "Nov 30, 2026", "30.11.2026", "30 November 2026, 23:59 CET",
 * epochs. Of a range, the last day counts. Midnight means the whole day, because programs write dates without a time
 * that way.
 */
public final class DateParser {
    private static final String DATE = "(?<!\\d)(?:"
            + "(?<y1>\\d{4})[-/.](?<m1>\\d{1,2})[-/.](?<d1>\\d{1,2})(?!\\d)"
            + "|(?<y2>20\\d{2})(?<m2>[01]\\d)(?<d2>[0-3]\\d)(?!\\d)"
            + "|(?<![./-])(?<a3>\\d{1,2}) ?(?<sep>[./-]) ?(?<b3>\\d{1,2}) ?[./-] ?(?<y3>\\d{4}|\\d{2})(?!\\d)"
            + "|(?<d4>\\d{1,2})(?:st|nd|rd|th|er|\\.|º|ª)?[ -]?(?:of |de |d')?(?<m4>MONTH)\\.?,?[ -]?(?:de |del |of )?(?<y4>\\d{4})"
            + "|\\b(?<m5>MONTH)\\.? (?:\\d{1,2}(?:st|nd|rd|th)? ?(?:-|–|—|to|and|&) ?)?(?<d5>\\d{1,2})(?:st|nd|rd|th)?,? (?<y5>\\d{4})"
            + ")";

    private static final Pattern WITH_MONTHS = Pattern.compile(DATE.replace("MONTH", MonthNames.pattern()));

    private static final Pattern TIME = Pattern.compile(
            "(?<![\\d:])(?:(?<h>[012]?\\d)(?::|h|\\.(?=\\d\\d(?: ?(?:uhr|[ap]\\.?m|h)\\b)))(?<min>[0-5]\\d)"
                    + "(?::(?<s>[0-5]\\d)(?:[.,]\\d+)?)?"
                    + "(?: ?(?<half>[ap])\\.?m\\b\\.?)?|(?<h2>[01]?\\d) ?(?<half2>[ap])\\.?m\\b\\.?|(?<noon>noon)|(?<h3>[012]?\\d) ?uhr\\b)"
                    + "(?: ?uhr\\b)?(?: ?\\(?(?<zone>z\\b|(?:utc|gmt)? ?[+-]\\d{1,2}(?::?\\d{2})?|[a-z]+/[a-z_]+|[a-z]{2,5}\\b))?");

    private static final Pattern OPEN =
            Pattern.compile("\\b(rolling|on-?going|open until filled|continuous(ly)?|no deadline|no closing date|none"
                    + "|n/a|any ?time|always open|year-?round|permanent|laufend|fortlaufend|jederzeit|keine frist|en continu|"
                    + "permanente|sin fecha limite|until further notice)\\b");

    private static final Pattern EPOCH = Pattern.compile("\\d{10}|\\d{13}");
    private static final int MIN_YEAR = 2000;
    private static final int MAX_YEAR = 2100;

    private final DateOrder order;
    private final ZoneId zone;

    /** @param zone of times without a zone */
    public DateParser(DateOrder order, ZoneId zone) {
        this.order = order;
        this.zone = zone;
    }

    public ParsedDate parse(String text) {
        String normalized = MonthNames.normalize(text);
        if (EPOCH.matcher(normalized).matches()) {
            return epoch(Long.parseLong(normalized), normalized.length());
        }
        Matcher date = WITH_MONTHS.matcher(normalized);
        int before = 0;
        int start = -1;
        int end = -1;
        while (date.find()) {
            before = Math.max(end, 0);
            start = date.start();
            end = date.end();
        }
        if (start < 0) {
            return OPEN.matcher(normalized).find() ? new NoDeadline() : new UnparsableDate("has an unknown format");
        }
        Matcher last = WITH_MONTHS.matcher(normalized);
        last.find(start);
        return parse(last, normalized.substring(end), normalized.substring(before, start));
    }

    private ParsedDate parse(Matcher date, String after, String before) {
        try {
            LocalDate day = day(date);
            if (day.getYear() < MIN_YEAR || day.getYear() > MAX_YEAR) {
                return new UnparsableDate("is in the year " + day.getYear());
            }
            Matcher time = TIME.matcher(after);
            if (time.find()) {
                return withTime(day, time);
            }
            Matcher earlier = TIME.matcher(before);
            return earlier.find() ? withTime(day, earlier) : new DateOnly(day);
        } catch (DateTimeException e) {
            return new UnparsableDate("is not a valid date"
                    + (date.group("a3") == null ? "" : " with the " + expectedOrder() + " first"));
        }
    }

    private String expectedOrder() {
        return order == DateOrder.DAY_FIRST ? "day" : "month";
    }

    private LocalDate day(Matcher date) {
        if (date.group("y1") != null) {
            return LocalDate.of(number(date, "y1"), number(date, "m1"), number(date, "d1"));
        }
        if (date.group("y2") != null) {
            return LocalDate.of(number(date, "y2"), number(date, "m2"), number(date, "d2"));
        }
        if (date.group("y4") != null) {
            return LocalDate.of(number(date, "y4"), MonthNames.number(date.group("m4")), number(date, "d4"));
        }
        if (date.group("y5") != null) {
            return LocalDate.of(number(date, "y5"), MonthNames.number(date.group("m5")), number(date, "d5"));
        }
        int year = number(date, "y3");
        boolean dayFirst = order == DateOrder.DAY_FIRST || date.group("sep").equals(".");
        return LocalDate.of(
                year < 100 ? 2000 + year : year,
                number(date, dayFirst ? "b3" : "a3"),
                number(date, dayFirst ? "a3" : "b3"));
    }

    private ParsedDate withTime(LocalDate day, Matcher time) {
        LocalTime timeOfDay = localTime(time);
        ZoneId namedZone = ZoneNames.of(time.group("zone"), zone);
        OffsetDateTime dateTime = day.atTime(timeOfDay).atZone(namedZone).toOffsetDateTime();
        return wholeDayIfMidnight(dateTime);
    }

    /** Midnight, in the zone of the source or in the zone of the text, means the whole day. */
    private ParsedDate wholeDayIfMidnight(OffsetDateTime dateTime) {
        LocalTime localTime = dateTime.atZoneSameInstant(zone).toLocalTime();
        if (localTime.equals(LocalTime.MIDNIGHT)) {
            return new DateOnly(dateTime.atZoneSameInstant(zone).toLocalDate());
        }
        return dateTime.toLocalTime().equals(LocalTime.MIDNIGHT)
                ? new DateOnly(dateTime.toLocalDate())
                : new DateWithTime(dateTime);
    }

    private static LocalTime localTime(Matcher time) {
        if (time.group("noon") != null) {
            return LocalTime.NOON;
        }
        if (time.group("h2") != null) {
            return LocalTime.of(hour(number(time, "h2"), time.group("half2")), 0);
        }
        if (time.group("h3") != null) {
            return LocalTime.of(hour(number(time, "h3"), null), 0);
        }
        int second = time.group("s") == null ? 0 : number(time, "s");
        return LocalTime.of(hour(number(time, "h"), time.group("half")), number(time, "min"), second);
    }

    /** @param amPm {@code a}, {@code p} or null; hour 24 becomes 0, which means the whole day */
    private static int hour(int hour, @Nullable String amPm) {
        if (amPm == null) {
            return hour == 24 ? 0 : hour;
        }
        return hour % 12 + (amPm.equals("p") ? 12 : 0);
    }

    private ParsedDate epoch(long value, int digits) {
        Instant instant = digits == 10 ? Instant.ofEpochSecond(value) : Instant.ofEpochMilli(value);
        return wholeDayIfMidnight(Timestamps.toParameter(instant));
    }

    private static int number(Matcher matcher, String group) {
        return Integer.parseInt(matcher.group(group));
    }
}
