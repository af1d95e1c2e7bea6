package dev.tidings.recommender;

import dev.tidings.opportunities.Deadline;
import dev.tidings.text.MessageCatalog;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Formats deadlines for a reader's zone, relative to the day of the letter. */
record DeadlineFormat(LocalDate today, ZoneId zone, MessageCatalog messages) {
    private static final char NO_BREAK_SPACE = '\u00a0';

    /** "Closes in 9 days (Nov 30)"; with the time in the reader's zone if the deadline has one: "(Nov 30, 5:00 PM CET)". */
    String format(@Nullable Deadline deadline) {
        if (deadline == null) {
            return messages.text("opportunities.deadline.none");
        }
        return messages.text("opportunities.deadline", "days", daysUntil(deadline), "day", dateAndTime(deadline));
    }

    private String dateAndTime(Deadline deadline) {
        ZonedDateTime time = deadline.timeIn(zone);
        if (time == null) {
            return date(deadline);
        }
        String timeOfDay = time.toLocalTime().equals(LocalTime.MIDNIGHT)
                ? messages.date("date.midnight", time)
                : messages.date("date.time", time);
        return messages.text(
                "opportunities.deadline.time", "day", onOneLine(date(deadline)), "time", onOneLine(timeOfDay));
    }

    private static String onOneLine(String text) {
        return text.replace(' ', NO_BREAK_SPACE);
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
