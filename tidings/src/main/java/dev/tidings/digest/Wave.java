package dev.tidings.digest;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/**
 * The zones in which an edition is due at the same instant.
 *
 * @param zones names of the tz database in order; {@link #NO_ZONE} is last if the fallback zone is due
 */
public record Wave(Instant due, List<String> zones) {
    /** Every zone that a recipient may have, in order. */
    public static final List<String> ZONES =
            ZoneId.getAvailableZoneIds().stream().sorted().toList();

    /** Denotes recipients without a zone that the tz database knows. */
    public static final String NO_ZONE = "";
}
