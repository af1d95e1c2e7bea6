package dev.tidings.scraping;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a source stands.
 *
 * @param healthSince when it came to stand so
 * @param problem what is wrong, or null
 * @param failures how many runs failed in a row
 * @param breakerOpen whether so many did that it is only tried once in a while
 * @param averageItems how many items a run finds on average, or null before there were any
 * @param nextRunAt null for a source that is switched off
 * @param runningSince null unless a run is going on
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
        /** Not visited yet. */
        NEW,
        OK,
        FAILING,
        /** What it yields is not to be believed; its earlier opportunities stay. */
        SUSPICIOUS
    }

    /** Whether somebody should look after it. */
    public boolean needsAttention() {
        return source.enabled() && (health == SourceHealth.FAILING || health == SourceHealth.SUSPICIOUS);
    }
}
