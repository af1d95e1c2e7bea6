package dev.tidings.instance;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a host finds when it looks at the database.
 *
 * @param adoption null if nobody has adopted it yet
 * @param heartbeats how often this host has renewed its hold; null if it never held it
 * @param holders the other hosts that hold it
 * @param otherHeartbeats how often those have renewed their hold, all together
 */
record OwnershipSnapshot(
        DatabaseFingerprint fingerprint,
        @Nullable Adoption adoption,
        @Nullable Long heartbeats,
        List<String> holders,
        long otherHeartbeats) {}
