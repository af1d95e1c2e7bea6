package dev.tidings.opportunities;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/**
 * The end of the application period of an opportunity.
 *
 * @param date the last day; without a time, it counts in the reader's zone
 * @param time the exact instant, or null
 */
public record Deadline(LocalDate date, @Nullable Instant time) {

    /** The last day on which a reader in this zone can apply. Midnight ends a day. */
    public LocalDate dateIn(ZoneId zone) {
        return time == null ? date : LocalDate.ofInstant(time.minusNanos(1), zone);
    }

    /** The time of day in this zone; null if the whole day counts. Midnight is the end of {@link #dateIn}. */
    public @Nullable ZonedDateTime timeIn(ZoneId zone) {
        return time == null ? null : time.atZone(zone);
    }

    /** Whether the exact time has passed. Without one, the reader's day decides. */
    public boolean hasPassed(Instant now) {
        return time != null && !time.isAfter(now);
    }
}
