package dev.tidings.scraping.reading;

import java.time.DateTimeException;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the times of day in a normalized text. */
final class TimeScanner {
    /** A time within this many characters before or behind a date belongs to it. */
    private static final int MAX_DISTANCE = 40;

    /** Stands for the characters of dates. */
    private static final String NOTHING = "\ue000";

    private static final Pattern BEFORE_DATE = Pattern.compile(
            "[ ,.()\ue011-\ue017]{0,8}(?:(?:on|am|den|le|el|il|of|-) ?)?(?:the )?" + "[ ,.()\ue011-\ue017]{0,8}");
    private static final Pattern SENTENCE_END = Pattern.compile("[;|!?]|(?<!kl|godz)\\. ");
    private static final String END = "(?![\\p{L}\\d])";

    private static final Pattern TIME = Pattern.compile("(?<![\\d:.,])(?:"
            + "(?:12(?:[:.]00)? ?|24(?:[:.]00)? ?|0?0[:.]00 ?)?(?<midnight>midnight|mitternacht|minuit|medianoche|mezzanotte"
            + "|meia-noite|middernacht|midnatt|midnat|keskiyo|polnoc|pulnoc|ejfel|полноч\\p{L}?)"
            + "|(?:12(?:[:.]00)? ?)?(?<noon>noon|midday|mittags?|midi|mezzogiorno|mediodia|meio-dia)"
            + "|(?<h>[012]?\\d)(?::|h|\\.(?=\\d\\d ?(?:uhr|[ap]\\.?m|h)" + END + "))(?<min>[0-5]\\d)"
            + "(?::(?<s>[0-5]\\d)(?:[.,]\\d{1,9})?)?(?: ?(?<half>[ap])\\.?m" + END + "\\.?)?(?: ?(?:uhr|h)" + END + ")?"
            + "|(?<=(?:kl|kl\\.|klo|kello|ore|ora|at|um|godz\\.|saat) )(?<h4>[012]?\\d)\\.(?<min4>[0-5]\\d)(?![\\d.])"
            + "|(?<h2>[01]?\\d) ?(?<half2>[ap])\\.?m" + END + "\\.?"
            + "|(?<h3>[012]?\\d) ?(?<word>uhr|h)" + END
            + ")");

    private TimeScanner() {}

    /**
     * All times outside dates, in the order of the text.
     *
     * @param dates in the text
     */
    static List<TimeMention> scan(String text, List<DateMention> dates) {
        StringBuilder rest = new StringBuilder(text);
        dates.forEach(date -> rest.replace(date.start(), date.end(), NOTHING.repeat(date.end() - date.start())));
        return scan(rest.toString());
    }

    /** The time of a date: the first behind it in its sentence, otherwise the last one before it. */
    static Optional<TimeMention> near(String text, List<DateMention> dates, int index) {
        DateMention date = dates.get(index);
        int first = index == 0 ? 0 : dates.get(index - 1).end();
        boolean isLast = index + 1 == dates.size();
        int end = isLast ? text.length() : dates.get(index + 1).start();
        List<TimeMention> times = scan(text, dates);
        Optional<TimeMention> behind = times.stream()
                .filter(time -> time.start() >= date.end() && time.end() <= end)
                .filter(time -> time.start() - date.end() <= MAX_DISTANCE)
                .filter(time -> !SENTENCE_END
                        .matcher(text.substring(date.end(), time.start()))
                        .find())
                .filter(time -> isLast
                        || !BEFORE_DATE.matcher(text.substring(time.end(), end)).matches())
                .findFirst();
        return behind.or(() -> times.stream()
                .filter(time -> time.start() >= first && time.end() <= date.start())
                .filter(time -> date.start() - time.end() <= MAX_DISTANCE)
                .reduce((earlier, later) -> later));
    }

    private static List<TimeMention> scan(String text) {
        List<TimeMention> times = new ArrayList<>();
        Matcher match = TIME.matcher(text);
        while (match.find()) {
            TimeMention mention = mention(match, text);
            if (mention != null) {
                times.add(mention);
            }
        }
        return times;
    }

    /** Null if there is no such time, as 29:00. */
    private static @Nullable TimeMention mention(Matcher match, String text) {
        boolean isTimestamp = match.group("s") != null || (match.start() > 0 && text.charAt(match.start() - 1) == 't');
        ZoneNames.ZoneMention zone = ZoneNames.at(text, match.end(), isTimestamp);
        int end = zone == null ? match.end() : zone.end();
        @Nullable LocalTime time;
        try {
            time = time(match);
        } catch (DateTimeException e) {
            return null;
        }
        boolean isProse = match.group("half") != null
                || match.group("half2") != null
                || match.group("word") != null
                || (match.group("h") != null && !isTimestamp);
        return new TimeMention(match.start(), end, time, zone == null ? null : zone.zone(), isProse);
    }

    private static @Nullable LocalTime time(Matcher match) {
        if (match.group("midnight") != null) {
            return null;
        }
        if (match.group("noon") != null) {
            return LocalTime.NOON;
        }
        if (match.group("h2") != null) {
            return at(match, "h2", match.group("half2"), null, null);
        }
        if (match.group("h3") != null) {
            return at(match, "h3", null, null, null);
        }
        if (match.group("h4") != null) {
            return at(match, "h4", null, match.group("min4"), null);
        }
        return at(match, "h", match.group("half"), match.group("min"), match.group("s"));
    }

    /** @param half {@code a}, {@code p} or null; 24:00 without it is the end of the day, which is null */
    private static @Nullable LocalTime at(
            Matcher match, String hourGroup, @Nullable String half, @Nullable String minute, @Nullable String second) {
        int hour = Integer.parseInt(match.group(hourGroup));
        int minutes = minute == null ? 0 : Integer.parseInt(minute);
        if (half == null && hour == 24 && minutes == 0) {
            return null;
        }
        int hourOfDay = half == null || hour > 12 ? hour : hour % 12 + (half.equals("p") ? 12 : 0);
        return LocalTime.of(hourOfDay, minutes, second == null ? 0 : Integer.parseInt(second));
    }
}
