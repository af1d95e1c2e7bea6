package dev.tidings.digest;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/**
 * The hours of each day in which only critical alerts are sent.
 *
 * @param from start of the quiet hours, local time; null if there are none
 * @param to end of the quiet hours, local time, exclusive; before {@code from} if they span midnight; null with {@code
 *     from}
 */
public record QuietHours(@Nullable LocalTime from, @Nullable LocalTime to, ZoneId zone) {

    /** The given instant, or the end of the quiet hours that contain it. */
    public Instant nextAllowed(Instant instant) {
        if (from == null || to == null) {
            return instant;
        }
        ZonedDateTime local = instant.atZone(zone);
        LocalTime time = local.toLocalTime();
        boolean spansMidnight = to.isBefore(from);
        boolean begun = !time.isBefore(from);
        boolean over = !time.isBefore(to);
        boolean quiet = spansMidnight ? begun || !over : begun && !over;
        if (!quiet) {
            return instant;
        }
        return local.toLocalDate()
                .plusDays(spansMidnight && begun ? 1 : 0)
                .atTime(to)
                .atZone(zone)
                .toInstant();
    }
}
