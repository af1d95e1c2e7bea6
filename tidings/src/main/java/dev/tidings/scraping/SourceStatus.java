package dev.tidings.scraping;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The current status of a source.
 *
 * @param healthSince start of the current health
 * @param problem what is wrong, or null
 * @param failures consecutive failed runs
 * @param breakerOpen whether the source runs at the reduced rate after repeated failures
 * @param averageItems average item count of recent runs; null without runs
 * @param nextRunAt null for a disabled source
 * @param runningSince null unless running
 * @param lastRun null before the first
 */
public record SourceStatus(
        Source source,
        SourceHealth health,
        Instant healthSince,
        @Nullable String problem,
        int failures,
        boolean breakerOpen,
        @Nullable Double averageItems,
        @Nullable Instant nextRunAt,
        @Nullable Instant runningSince,
        @Nullable SourceRun lastRun) {

    public enum SourceHealth {
        /** Not run yet. */
        NEW,
        OK,
        FAILING,
        /** The last result is implausible. Earlier opportunities are kept. */
        SUSPICIOUS
    }

    /** Whether an operator should look at the source. */
    public boolean needsAttention() {
        return source.enabled() && (health == SourceHealth.FAILING || health == SourceHealth.SUSPICIOUS);
    }
}
