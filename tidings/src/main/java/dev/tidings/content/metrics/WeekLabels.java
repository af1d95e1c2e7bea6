package dev.tidings.content.metrics;

import dev.tidings.digest.DigestPeriod;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** How letters name the days of one week, Monday first, and the week itself: in English, as their texts are. */
final class WeekLabels {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("MMM d", Locale.US);
    private static final DateTimeFormatter DAY_OF_YEAR = DateTimeFormatter.ofPattern("MMM d, uuuu", Locale.US);

    private final DigestPeriod period;
    private final List<String> weekdays;
    private final List<String> shortWeekdays;
    private final List<String> dates;
    private final List<String> shortDates;
    private final String label;

    WeekLabels(DigestPeriod period) {
        this.period = period;
        weekdays = formatDays(period, "EEEE");
        shortWeekdays = formatDays(period, "EEE");
        dates = formatDays(period, "MMMM d");
        shortDates = formatDays(period, "MMM d");
        label = label(period.start(), period.end());
    }

    DigestPeriod period() {
        return period;
    }

    /** "Thursday". */
    String weekday(int day) {
        return weekdays.get(day);
    }

    /** "Thu". */
    String shortWeekday(int day) {
        return shortWeekdays.get(day);
    }

    /** "November 12". */
    String date(int day) {
        return dates.get(day);
    }

    /** "Nov 12". */
    String shortDate(int day) {
        return shortDates.get(day);
    }

    /** "Nov 9 – 15, 2026"; the month and the year are repeated where they change. */
    String label() {
        return label;
    }

    private static String label(LocalDate start, LocalDate end) {
        if (start.getYear() != end.getYear()) {
            return DAY_OF_YEAR.format(start) + " – " + DAY_OF_YEAR.format(end);
        }
        String last = start.getMonth() == end.getMonth()
                ? end.getDayOfMonth() + ", " + end.getYear()
                : DAY_OF_YEAR.format(end);
        return DAY.format(start) + " – " + last;
    }

    private static List<String> formatDays(DigestPeriod period, String pattern) {
        DateTimeFormatter formatter = DateTimeFormatter.ofPattern(pattern, Locale.US);
        return IntStream.range(0, 7)
                .mapToObj(day -> formatter.format(period.start().plusDays(day)))
                .toList();
    }
}
