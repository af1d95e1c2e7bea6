package dev.tidings.instance;

import dev.tidings.instance.LocalOwnershipRecord.RecordedOwnership;
import org.jspecify.annotations.Nullable;

/**
 * What a check of the database decides.
 *
 * @param memory what this host records about the database; null if it does not own it
 */
record OwnershipDecision(
        DatabaseOwnership standing, @Nullable RecordedOwnership memory) {
    OwnershipDecision(DatabaseOwnership standing) {
        this(standing, null);
    }
}
