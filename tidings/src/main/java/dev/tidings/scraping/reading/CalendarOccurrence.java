package dev.tidings.scraping.reading;

import biweekly.component.ICalComponent;
import biweekly.component.VEvent;
import biweekly.component.VTodo;
import biweekly.property.DateStart;
import biweekly.property.RecurrenceId;
import biweekly.property.RecurrenceRule;
import biweekly.property.Status;
import biweekly.util.Frequency;
import biweekly.util.Recurrence;
import biweekly.util.com.google.ical.compat.javautil.DateIterator;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.TimeZone;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * One occurrence of a recurring entry.
 *
 * @param entry the component that describes it: the series, or the component that changes this occurrence
 * @param shift from the entry's own dates to those of the occurrence, by the clock
 */
record CalendarOccurrence(ICalComponent entry, Duration shift) {
    private static final Set<Frequency> FOLLOWED =
            EnumSet.of(Frequency.DAILY, Frequency.WEEKLY, Frequency.MONTHLY, Frequency.YEARLY);

    /** More occurrences than an entry can have between its start and its deadline. */
    private static final int MAX_OCCURRENCES = 1_000;

    private static final Duration LONGEST_ENTRY = Duration.ofDays(366);

    /**
     * The next occurrence whose deadline has not passed; otherwise the entry's first. Rules that can have
     * several occurrences a day are not followed.
     *
     * @param entries those of one UID: a series, and the components that change single occurrences of it
     * @param deadline the deadline by the entry's own dates; null if it has none
     */
    static CalendarOccurrence next(
            List<ICalComponent> entries,
            CalendarDates dates,
            Function<ICalComponent, @Nullable CalendarDate> deadline,
            Instant now) {
        Set<Instant> changed = entries.stream()
                .map(entry -> entry.getProperty(RecurrenceId.class))
                .filter(Objects::nonNull)
                .map(id -> id.getValue().toInstant())
                .collect(Collectors.toSet());
        return entries.stream()
                .filter(entry -> entry.getProperty(RecurrenceId.class) == null || !isCancelled(entry))
                .flatMap(entry -> occurrences(entry, dates, changed, now))
                .filter(occurrence -> occurrence.isAhead(deadline, now))
                .min(Comparator.comparing(occurrence -> occurrence.end(deadline)))
                .orElseGet(() -> new CalendarOccurrence(series(entries), Duration.ZERO));
    }

    /** The entry that describes the series; the first if all of them change single occurrences. */
    static ICalComponent series(List<ICalComponent> entries) {
        return entries.stream()
                .filter(entry -> entry.getProperty(RecurrenceId.class) == null)
                .findFirst()
                .orElse(entries.getFirst());
    }

    static boolean isCancelled(ICalComponent entry) {
        Status status = entry.getProperty(Status.class);
        return status != null && status.isCancelled();
    }

    private boolean isAhead(Function<ICalComponent, @Nullable CalendarDate> deadline, Instant now) {
        return deadline.apply(entry) != null && end(deadline).isAfter(now);
    }

    private Instant end(Function<ICalComponent, @Nullable CalendarDate> deadline) {
        return Objects.requireNonNull(deadline.apply(entry)).plus(shift).end();
    }

    private static Stream<CalendarOccurrence> occurrences(
            ICalComponent entry, CalendarDates dates, Set<Instant> changed, Instant now) {
        DateStart start = entry.getProperty(DateStart.class);
        RecurrenceRule rule = entry.getProperty(RecurrenceRule.class);
        boolean isFollowed = rule == null || (rule.getValue() != null && isFollowed(rule.getValue()));
        if (start == null || start.getValue() == null || entry.getProperty(RecurrenceId.class) != null || !isFollowed) {
            return Stream.of(new CalendarOccurrence(entry, Duration.ZERO));
        }
        TimeZone zone = dates.computedZone(start);
        DateIterator iterator = iterator(entry, zone);
        iterator.advanceTo(Date.from(now.minus(LONGEST_ENTRY)));
        LocalDateTime first = wall(start.getValue(), zone);
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(iterator, Spliterator.ORDERED), false)
                .limit(MAX_OCCURRENCES)
                .filter(date -> !changed.contains(date.toInstant()))
                .map(date -> new CalendarOccurrence(entry, Duration.between(first, wall(date, zone))));
    }

    private static boolean isFollowed(Recurrence rule) {
        return FOLLOWED.contains(rule.getFrequency())
                && rule.getByHour().isEmpty()
                && rule.getByMinute().isEmpty()
                && rule.getBySecond().isEmpty();
    }

    private static DateIterator iterator(ICalComponent entry, TimeZone zone) {
        return switch (entry) {
            case VEvent event -> event.getDateIterator(zone);
            case VTodo todo -> todo.getDateIterator(zone);
            default -> throw new IllegalArgumentException("Neither an event nor a to-do: " + entry.getClass());
        };
    }

    private static LocalDateTime wall(Date date, TimeZone zone) {
        long millis = date.toInstant().toEpochMilli();
        return LocalDateTime.ofEpochSecond(Math.floorDiv(millis + zone.getOffset(millis), 1000L), 0, ZoneOffset.UTC);
    }
}
