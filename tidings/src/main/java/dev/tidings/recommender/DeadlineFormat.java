package dev.tidings.recommender;

import dev.tidings.opportunities.Deadline;
import dev.tidings.text.MessageCatalog;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Formats deadlines for a reader's zone, relative to the day of the letter. */
record DeadlineFormat(LocalDate today, ZoneId zone, MessageCatalog messages) {

    /** "Closes in 9 days (Nov 30)". */
    String format(@Nullable Deadline deadline) {
        if (deadline == null) {
            return messages.text("opportunities.deadline.none");
        }
        return messages.text("opportunities.deadline", "days", daysUntil(deadline), "day", date(deadline));
    }

    long daysUntil(Deadline deadline) {
        return ChronoUnit.DAYS.between(today, deadline.dateIn(zone));
    }

    /** "Nov 30"; with the year if it differs from the letter's. */
    String date(Deadline deadline) {
        LocalDate day = deadline.dateIn(zone);
        return day.getYear() == today.getYear()
                ? messages.date("date.short", day)
                : messages.date("date.shortWithYear", day);
    }
}
