package dev.tidings.instance;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The database's state as one host reads it.
 *
 * @param adoption null if it was never adopted
 * @param heartbeats how often this host has renewed its hold; null if it never held it
 * @param holders the other hosts that hold it
 * @param otherHeartbeats the sum of their renewals
 */
record OwnershipSnapshot(
        DatabaseFingerprint fingerprint,
        @Nullable Adoption adoption,
        @Nullable Long heartbeats,
        List<String> holders,
        long otherHeartbeats) {}
