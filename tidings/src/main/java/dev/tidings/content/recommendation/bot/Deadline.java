package dev.tidings.content.recommendation.bot;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Until when an opportunity takes applications.
 *
 * @param day the last day; without a moment, it counts wherever its reader is
 * @param at the moment, where a time of day was given
 */
public record Deadline(LocalDate day, @Nullable Instant at) {

    /** The last day on which a reader in that zone can apply. */
    public LocalDate dayIn(ZoneId zone) {
        return at == null ? day : LocalDate.ofInstant(at, zone);
    }
}
