package dev.tidings.instance;

import dev.tidings.instance.LocalOwnershipRecord.RecordedOwnership;
import org.jspecify.annotations.Nullable;

/**
 * The decision of an ownership check.
 *
 * @param memory this host's record to keep; null if it does not own the database
 */
record OwnershipDecision(
        DatabaseOwnership ownership, @Nullable RecordedOwnership memory) {
    OwnershipDecision(DatabaseOwnership ownership) {
        this(ownership, null);
    }
}
