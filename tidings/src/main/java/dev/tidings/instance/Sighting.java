package dev.tidings.instance;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a host finds when it looks at the database.
 *
 * @param adoption null if nobody has adopted it yet
 * @param beats how often this host has renewed its hold; null if it never held it
 * @param holders the other hosts that hold it
 * @param theirBeats how often those have renewed their hold, all together
 */
record Sighting(
        Fingerprint fingerprint,
        @Nullable Adoption adoption,
        @Nullable Long beats,
        List<String> holders,
        long theirBeats) {}
