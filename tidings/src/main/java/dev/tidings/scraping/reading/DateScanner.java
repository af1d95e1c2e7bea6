package dev.tidings.scraping.reading;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the dates in a normalized text with {@linkplain CalendarNames marked names}. */
final class DateScanner {
    private static final long DAYS_TO_SUNDAY = 6;
    private static final int MIDDLE = 15;
    private static final int NO_MONTH = 13;
    private static final int CENTURY = 2000;

    /** Years from 543 BC, as in Thailand. */
    private static final int BUDDHIST_ERA = 543;

    private static final String BUDDHIST_INFERENCE = "has a year of the Buddhist calendar";

    /** What one match of a form states: one date, or the first and the last day of a period within a month. */
    private record StatedDates(int start, int end, List<DateMention> dates) {
        boolean overlaps(StatedDates other) {
            return start < other.end && other.start < end;
        }
    }

    /** Those with a year first, then the longest. */
    private static final Comparator<StatedDates> MOST_TELLING = Comparator.comparingInt(
                    (StatedDates stated) -> stated.dates().getLast().year() == null ? 1 : 0)
            .thenComparingInt(stated -> stated.start() - stated.end());

    private static final Pattern PERIOD = Pattern.compile(" ?(?:-|to|until|till|bis(?: zum)?|au|al|ao|do|t/m) ?");

    private final DateOrder order;

    /** @param order of day and month in dates of numbers, except those with dots */
    DateScanner(DateOrder order) {
        this.order = order;
    }

    /** All dates, in the order of the text. */
    List<DateMention> scan(String text) {
        List<StatedDates> found = new ArrayList<>();
        Stream.of(DateForm.values())
                .filter(form -> form != DateForm.DAY_AND_MONTH_NUMBER)
                .forEach(form -> find(form, text, found));
        if (found.isEmpty()) {
            find(DateForm.DAY_AND_MONTH_NUMBER, text, found);
            found.removeIf(stated -> !isDay(stated));
        } else {
            List<StatedDates> numbers = new ArrayList<>();
            find(DateForm.DAY_AND_MONTH_NUMBER, text, numbers);
            numbers.stream()
                    .filter(DateScanner::isDay)
                    .filter(end -> found.stream().anyMatch(start -> isJoined(text, start, end)))
                    .toList()
                    .forEach(found::add);
        }
        found.sort(MOST_TELLING);
        List<StatedDates> distinct = new ArrayList<>();
        for (StatedDates stated : found) {
            if (distinct.stream().noneMatch(stated::overlaps)) {
                distinct.add(stated);
            }
        }
        return distinct.stream()
                .flatMap(stated -> stated.dates().stream())
                .sorted(Comparator.comparingInt(DateMention::start))
                .toList();
    }

    private static boolean isDay(StatedDates stated) {
        return stated.dates().getFirst().month() <= 12
                && stated.dates().getFirst().day() <= 31;
    }

    /** Whether numbers right behind a date are the last day of its period: "1.12.2026 - 15.01." */
    private static boolean isJoined(String text, StatedDates start, StatedDates end) {
        return start.end() <= end.start()
                && PERIOD.matcher(text.substring(start.end(), end.start())).matches();
    }

    private void find(DateForm form, String text, List<StatedDates> found) {
        Matcher match = form.pattern().matcher(text);
        while (match.find()) {
            DateMention last = date(match);
            List<DateMention> dates = has(match, "from") ? List.of(firstDay(match, last), last) : List.of(last);
            found.add(new StatedDates(match.start(), match.end(), dates));
        }
    }

    private static DateMention firstDay(Matcher match, DateMention last) {
        return new DateMention(
                match.start(),
                match.end("from"),
                last.year(),
                last.month(),
                number(match, "from"),
                last.inference(),
                false);
    }

    private DateMention date(Matcher match) {
        if (has(match, "w")) {
            return week(match);
        }
        @Nullable Integer year = has(match, "y") ? year(match.group("y")) : null;
        int start = has(match, "from") ? match.start("d") : match.start();
        if (has(match, "a")) {
            return numeric(match, year);
        }
        int month = has(match, "n")
                ? CalendarNames.monthNumber(match.group("n").charAt(0))
                : number(match, has(match, "m") ? "m" : "m2");
        boolean isMiddle = has(match, "mid");
        int day = has(match, "d") ? number(match, "d") : isMiddle ? MIDDLE : DateMention.LAST_DAY;
        return new DateMention(start, match.end(), year, month, day, inference(match), has(match, "vague"));
    }

    private DateMention numeric(Matcher match, @Nullable Integer year) {
        boolean dayFirst = order == DateOrder.DAY_FIRST || ".".equals(match.group("sep"));
        int first = number(match, "a");
        int second = number(match, has(match, "b") ? "b" : "b2");
        return new DateMention(
                match.start(),
                match.end(),
                year,
                dayFirst ? second : first,
                dayFirst ? first : second,
                year == null ? "names no year" : isBuddhist(number(match, "y")) ? BUDDHIST_INFERENCE : null,
                false);
    }

    /** A week that its year does not have becomes a month that no year has. */
    private static DateMention week(Matcher match) {
        int year = number(match, "y");
        int week = number(match, "w");
        boolean hasDay = has(match, "wd");
        LocalDate day = LocalDate.of(year, 1, 4)
                .with(DayOfWeek.MONDAY)
                .plusWeeks(week - 1L)
                .plusDays(hasDay ? number(match, "wd") - 1L : DAYS_TO_SUNDAY);
        boolean exists = week > 0 && day.get(IsoFields.WEEK_BASED_YEAR) == year;
        return new DateMention(
                match.start(),
                match.end(),
                day.getYear(),
                exists ? day.getMonthValue() : NO_MONTH,
                day.getDayOfMonth(),
                hasDay ? null : "names no day of the week",
                false);
    }

    private static @Nullable String inference(Matcher match) {
        if (has(match, "y") && isBuddhist(number(match, "y"))) {
            return BUDDHIST_INFERENCE;
        }
        if (has(match, "mid")) {
            return "names the middle of a month";
        }
        if (!has(match, "d") && !has(match, "last") && !has(match, "last2")) {
            return "names no day";
        }
        if (has(match, "n") && CalendarNames.isAmbiguous(match.group("n").charAt(0))) {
            return "names a month that is another one in another language";
        }
        return has(match, "y") ? null : "names no year";
    }

    private static int year(String text) {
        int year = Integer.parseInt(text);
        if (isBuddhist(year)) {
            return year - BUDDHIST_ERA;
        }
        return text.length() == 2 ? CENTURY + year : year;
    }

    private static boolean isBuddhist(int year) {
        return year >= CENTURY + BUDDHIST_ERA && year < CENTURY + BUDDHIST_ERA + 100;
    }

    private static boolean has(Matcher match, String group) {
        return match.namedGroups().containsKey(group) && match.group(group) != null;
    }

    private static int number(Matcher match, String group) {
        return Integer.parseInt(match.group(group));
    }
}
