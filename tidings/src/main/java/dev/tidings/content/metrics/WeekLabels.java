package dev.tidings.content.metrics;

import dev.tidings.digest.DigestPeriod;
import dev.tidings.text.MessageCatalog;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** The names of a week and its days, Monday first, in the language of the messages. */
final class WeekLabels {
    private final DigestPeriod period;
    private final List<String> weekdays;
    private final List<String> shortWeekdays;
    private final List<String> dates;
    private final List<String> shortDates;
    private final String label;

    WeekLabels(DigestPeriod period, MessageCatalog messages) {
        this.period = period;
        weekdays = formatDays(day -> messages.date("date.weekday", day));
        shortWeekdays = formatDays(day -> messages.date("date.shortWeekday", day));
        dates = formatDays(day -> messages.date("date.long", day));
        shortDates = formatDays(day -> messages.date("date.short", day));
        label = label(messages, period.start(), period.end());
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

    /** "Nov 9 – 15, 2026"; the month and the year are repeated if they change. */
    String label() {
        return label;
    }

    private static String label(MessageCatalog messages, LocalDate start, LocalDate end) {
        boolean oneYear = start.getYear() == end.getYear();
        boolean oneMonth = oneYear && start.getMonth() == end.getMonth();
        return messages.text(
                "period.week",
                "start",
                oneYear ? messages.date("date.short", start) : messages.date("date.shortWithYear", start),
                "end",
                oneMonth ? messages.date("date.dayWithYear", end) : messages.date("date.shortWithYear", end));
    }

    private List<String> formatDays(Function<LocalDate, String> name) {
        return IntStream.range(0, 7)
                .mapToObj(day -> name.apply(period.start().plusDays(day)))
                .toList();
    }
}
