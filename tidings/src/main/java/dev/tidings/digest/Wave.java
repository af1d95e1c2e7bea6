package dev.tidings.digest;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/**
 * The zones in which an edition is due at the same moment.
 *
 * @param zones names of the tz database in order; last, {@link #NO_ZONE} where it is the fallback zone's turn
 */
public record Wave(Instant due, List<String> zones) {
    /** Every zone that a recipient may have, in order. */
    public static final List<String> ZONES =
            ZoneId.getAvailableZoneIds().stream().sorted().toList();

    /** Denotes recipients without a zone that the tz database knows. */
    public static final String NO_ZONE = "";
}
