package dev.tidings.scraping.reading;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Year;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/**
 * A date as a text states it.
 *
 * @param start index of the first character in the text; {@code end} is the index after the last
 * @param year null if the text does not state it
 * @param month the number as stated, which need not be a month
 * @param day {@link #LAST_DAY} for the last day of the month
 * @param inference how the day was inferred, as the end of a sentence; null if the text states it
 * @param isVague whether the text states a part of a month that is no day, as "early March"
 */
record DateMention(
        int start,
        int end,
        @Nullable Integer year,
        int month,
        int day,
        @Nullable String inference,
        boolean isVague) {
    static final int LAST_DAY = 0;

    /** February 29 comes back after eight years at most. */
    private static final int MAX_YEARS_AHEAD = 8;

    /**
     * The date; without a year, the first such day that is not before the reference.
     *
     * @throws DateTimeException if there is no such day
     */
    LocalDate resolve(LocalDate reference) {
        if (year != null) {
            return in(year);
        }
        for (int ahead = 0; ahead <= MAX_YEARS_AHEAD; ahead++) {
            int candidate = reference.getYear() + ahead;
            if ((!isLeapDay() || Year.isLeap(candidate)) && !in(candidate).isBefore(reference)) {
                return in(candidate);
            }
        }
        throw new DateTimeException("There is no such day in the next " + MAX_YEARS_AHEAD + " years");
    }

    private boolean isLeapDay() {
        return month == 2 && day == 29;
    }

    private LocalDate in(int givenYear) {
        return day == LAST_DAY ? YearMonth.of(givenYear, month).atEndOfMonth() : LocalDate.of(givenYear, month, day);
    }
}
