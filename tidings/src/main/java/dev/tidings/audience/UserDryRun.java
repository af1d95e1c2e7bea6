package dev.tidings.audience;

import dev.tidings.bulk.ImportReport;
import org.jspecify.annotations.Nullable;

/**
 * What an import would do.
 *
 * @param report the rows that would be stored and refused; notes on ignored opt-ins are not included
 */
public record UserDryRun(ImportReport report, UserChanges changes) {

    /**
     * @param limit null for none
     * @throws TooManyChanges if an import with this limit would be refused
     */
    public void requirePermitted(@Nullable ChangeLimit limit) {
        if (limit != null && changes.exceeds(limit)) {
            throw new TooManyChanges(changes, limit);
        }
    }
}
