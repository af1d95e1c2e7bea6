package dev.tidings.scraping.reading;

import dev.tidings.scraping.reading.DeadlineStatement.Choice;
import dev.tidings.scraping.reading.ParsedDate.ApplicationsClosed;
import dev.tidings.scraping.reading.ParsedDate.DateOnly;
import dev.tidings.scraping.reading.ParsedDate.DateWithTime;
import dev.tidings.scraping.reading.ParsedDate.NoDeadline;
import dev.tidings.scraping.reading.ParsedDate.UnparsableDate;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what people and programs write about a deadline ({@link DateForm} lists the forms of dates). What it infers it
 * says in a remark. Where a text allows two readings it gives none.
 */
public final class DeadlineParser {
    private static final int MIN_YEAR = 2000;
    private static final int MAX_YEAR = 2100;
    private static final LocalTime LAST_MINUTE = LocalTime.of(23, 59);

    private static final Pattern WEEKDAY_END = Pattern.compile("[ .,]{1,3}$");

    private final DateOrder order;
    private final ZoneId zone;
    private final DateScanner dates;
    private final TimeScanner times;

    /**
     * @param order of day and month in dates of numbers
     * @param zone of times without a zone
     */
    public DeadlineParser(DateOrder order, ZoneId zone) {
        this.order = order;
        this.zone = zone;
        this.dates = new DateScanner(order);
        this.times = new TimeScanner(zone);
    }

    /** @param found when the text was found: relative days are counted from it, and dates without a year follow it */
    public DeadlineReading parse(String text, Instant found) {
        String normalized = EraYears.replace(NormalizedText.of(text));
        @Nullable ParsedDate epoch = EpochParser.parse(normalized, zone);
        if (epoch != null) {
            return DeadlineReading.of(epoch);
        }
        String marked = CalendarNames.mark(normalized);
        List<DateMention> mentions = dates.scan(marked);
        if (mentions.isEmpty()) {
            return undated(normalized, found);
        }
        LocalDate day = LocalDate.ofInstant(found, zone);
        return switch (new DeadlineStatement(marked, mentions, times.scan(marked, mentions), day).deadline()) {
            case Choice.ChosenDate chosen -> {
                DeadlineReading reading = dated(marked, mentions, chosen.index(), chosen.day());
                if (ZoneNames.hasUnknownShortName(text, zone)) {
                    reading = reading.with("may name a time zone that is not known");
                }
                if (chosen.isUnexplained()) {
                    reading = reading.with("stands beside words that do not say what it is");
                }
                if (chosen.label() == DateLabel.EARLY) {
                    yield reading.with("is the early one; the text names no other");
                }
                yield UndatedPhrase.of(normalized) == UndatedPhrase.OPEN
                        ? reading.with("may not be the last one; the text also says that there is none")
                        : reading;
            }
            case Choice.NoChoice none -> DeadlineReading.of(new UnparsableDate(none.reason() + orderHint(mentions)));
            case Choice.OtherDatesOnly other ->
                UndatedPhrase.of(normalized) == UndatedPhrase.OPEN
                        ? DeadlineReading.of(new NoDeadline())
                        : DeadlineReading.of(new UnparsableDate("names only the day of "
                                + switch (other.label()) {
                                    case OPENING -> "an opening";
                                    case NOTIFICATION -> "a notification";
                                    default -> "an event";
                                }));
        };
    }

    /** Reads when something was published: the last date that has a year. */
    public ParsedDate parsePublication(String text) {
        String normalized = EraYears.replace(NormalizedText.of(text));
        @Nullable ParsedDate epoch = EpochParser.parse(normalized, zone);
        if (epoch != null) {
            return epoch;
        }
        String marked = CalendarNames.mark(normalized);
        List<DateMention> mentions = dates.scan(marked).stream()
                .filter(mention -> mention.year() != null)
                .toList();
        try {
            return mentions.isEmpty()
                    ? new UnparsableDate("has an unknown format")
                    : dated(
                                    marked,
                                    mentions,
                                    mentions.size() - 1,
                                    mentions.getLast().resolve(LocalDate.EPOCH))
                            .date();
        } catch (DateTimeException e) {
            return new UnparsableDate("is not a valid date" + orderHint(mentions));
        }
    }

    private DeadlineReading undated(String text, Instant found) {
        UndatedPhrase phrase = UndatedPhrase.of(text);
        if (phrase == UndatedPhrase.CLOSED) {
            return DeadlineReading.of(new ApplicationsClosed());
        }
        if (phrase == UndatedPhrase.OPEN) {
            return DeadlineReading.of(new NoDeadline());
        }
        LocalDate relative = RelativeDate.in(text, found.atZone(zone));
        if (relative != null) {
            return new DeadlineReading(
                    new DateOnly(relative), List.of("is counted from the day it was found: " + relative), true);
        }
        return phrase == UndatedPhrase.UNKNOWN
                ? DeadlineReading.of(new NoDeadline(), "names no day and was left out")
                : DeadlineReading.of(new UnparsableDate("has an unknown format"));
    }

    /** A wrong order of day and month is the likely cause of an impossible date. */
    private String orderHint(List<DateMention> mentions) {
        return mentions.stream().anyMatch(mention -> mention.month() > 12 && mention.day() <= 12)
                ? " with the " + (order == DateOrder.DAY_FIRST ? "day" : "month") + " first"
                : "";
    }

    private DeadlineReading dated(String text, List<DateMention> mentions, int index, LocalDate day) {
        DateMention mention = mentions.get(index);
        if (day.getYear() < MIN_YEAR || day.getYear() > MAX_YEAR) {
            return DeadlineReading.of(new UnparsableDate("is in the year " + day.getYear()));
        }
        if (mention.isVague()) {
            return DeadlineReading.of(new UnparsableDate("names a part of a month and no day"));
        }
        List<String> remarks = new ArrayList<>();
        if (mention.inference() != null) {
            remarks.add(mention.inference() + " and was read as " + day);
        }
        DayOfWeek weekday = weekdayBefore(text, mention);
        if (weekday != null && weekday != day.getDayOfWeek()) {
            remarks.add(
                    "was read as " + day + ", which is no " + weekday.getDisplayName(TextStyle.FULL, Locale.ENGLISH));
        }
        ParsedDate date = times.near(text, mentions, index)
                .map(time -> at(day, time, remarks))
                .orElseGet(() -> new DateOnly(day));
        return new DeadlineReading(date, remarks, false);
    }

    /** Without a zone of its own, midnight means the whole day; so does a program's 00:00. */
    private ParsedDate at(LocalDate day, TimeMention time, List<String> remarks) {
        ZoneId own = Objects.requireNonNullElse(time.zone(), zone);
        if (time.inference() != null) {
            remarks.add(time.inference());
        }
        if (time.isStartOfDay() && time.isProse()) {
            remarks.add("is at the midnight that ends the day, not the one before");
        }
        if (time.time() != null && !time.isStartOfDay()) {
            return new DateWithTime(day.atTime(time.time()).atZone(own).toOffsetDateTime());
        }
        boolean isProgram = time.isStartOfDay() && !time.isProse();
        return time.zone() == null || isProgram
                ? new DateOnly(day)
                : new DateWithTime(day.atTime(LAST_MINUTE).atZone(own).toOffsetDateTime());
    }

    private static @Nullable DayOfWeek weekdayBefore(String text, DateMention mention) {
        String before = WEEKDAY_END.matcher(text.substring(0, mention.start())).replaceFirst("");
        return !before.isEmpty() && CalendarNames.isWeekday(before.charAt(before.length() - 1))
                ? CalendarNames.weekday(before.charAt(before.length() - 1))
                : null;
    }
}
