package dev.tidings.digest;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;

/**
 * The local days that an edition covers: Monday to Sunday. The first day is its key.
 *
 * @param start a Monday
 * @param end the Sunday after it, included
 */
public record DigestPeriod(LocalDate start, LocalDate end) {
    private static final int DAYS = 7;

    /** @throws IllegalArgumentException if the days are not a week from Monday to Sunday */
    public DigestPeriod {
        if (!isWeek(start, end)) {
            throw new IllegalArgumentException(
                    "A period runs from a Monday to the next Sunday, not " + start + " to " + end);
        }
    }

    /** Whether the days are a week from Monday to Sunday. True for none of the days that stand for infinity. */
    public static boolean isWeek(LocalDate start, LocalDate end) {
        return start.getDayOfWeek() == DayOfWeek.MONDAY && ChronoUnit.DAYS.between(start, end) == DAYS - 1;
    }

    /** The week that contains the day. */
    public static DigestPeriod containing(LocalDate day) {
        LocalDate monday = day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        return new DigestPeriod(monday, monday.plusDays(6));
    }

    /** The last completed week at that instant in that zone. */
    public static DigestPeriod lastCompleted(Instant now, ZoneId zone) {
        return containing(now.atZone(zone).toLocalDate()).previous();
    }

    public DigestPeriod previous() {
        return containing(start.minusWeeks(1));
    }

    public boolean contains(LocalDate day) {
        return !day.isBefore(start) && !day.isAfter(end);
    }
}
