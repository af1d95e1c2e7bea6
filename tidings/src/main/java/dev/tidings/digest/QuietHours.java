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

    /** The given moment, or the end of the quiet hours that it lies in. */
    public Instant nextAllowed(Instant moment) {
        if (from == null || to == null) {
            return moment;
        }
        ZonedDateTime local = moment.atZone(zone);
        LocalTime time = local.toLocalTime();
        boolean night = to.isBefore(from);
        boolean begun = !time.isBefore(from);
        boolean over = !time.isBefore(to);
        boolean quiet = night ? begun || !over : begun && !over;
        if (!quiet) {
            return moment;
        }
        return local.toLocalDate()
                .plusDays(night && begun ? 1 : 0)
                .atTime(to)
                .atZone(zone)
                .toInstant();
    }
}
