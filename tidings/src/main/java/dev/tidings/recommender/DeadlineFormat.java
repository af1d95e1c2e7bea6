package dev.tidings.recommender;

import dev.tidings.opportunities.Deadline;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How letters tell until when something is open: to a reader in some zone, on the day of the letter. */
record DeadlineFormat(LocalDate today, ZoneId zone) {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("MMM d", Locale.US);
    private static final DateTimeFormatter DAY_OF_YEAR = DateTimeFormatter.ofPattern("MMM d, uuuu", Locale.US);

    /** "Closes in 9 days (Nov 30)". */
    String format(@Nullable Deadline deadline) {
        if (deadline == null) {
            return "Open until further notice";
        }
        return "Closes " + daysText(daysUntil(deadline)) + " (" + date(deadline) + ")";
    }

    /** "in 9 days". */
    static String daysText(long days) {
        return days == 0 ? "today" : days == 1 ? "tomorrow" : "in " + days + " days";
    }

    long daysUntil(Deadline deadline) {
        return ChronoUnit.DAYS.between(today, deadline.dateIn(zone));
    }

    /** "Nov 30"; the year is told where it is another one. */
    String date(Deadline deadline) {
        LocalDate day = deadline.dateIn(zone);
        return (day.getYear() == today.getYear() ? DAY : DAY_OF_YEAR).format(day);
    }
}
