package dev.tidings.opportunities;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * The end of the application period of an opportunity.
 *
 * @param date the last day; without a time, it counts in the reader's zone
 * @param time the exact instant, or null
 */
public record Deadline(LocalDate date, @Nullable Instant time) {

    /** The last day on which a reader in this zone can apply. */
    public LocalDate dateIn(ZoneId zone) {
        return time == null ? date : LocalDate.ofInstant(time, zone);
    }
}
