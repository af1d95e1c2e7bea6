package dev.tidings.opportunities;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Until when an opportunity takes applications.
 *
 * @param date the last day; without a moment, it counts wherever its reader is
 * @param time the moment, where a time of day was given
 */
public record Deadline(LocalDate date, @Nullable Instant time) {

    /** The last day on which a reader in that zone can apply. */
    public LocalDate dateIn(ZoneId zone) {
        return time == null ? date : LocalDate.ofInstant(time, zone);
    }
}
