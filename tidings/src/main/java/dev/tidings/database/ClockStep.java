package dev.tidings.database;

import java.time.Duration;
import java.time.Instant;

/**
 * A jump of the database's clock, measured against this node's monotonic clock.
 *
 * @param size negative if the clock was set back
 * @param now the database's time after the step
 * @param noticedAt this node's {@link dev.tidings.core.Ticker#nanos} when it noticed the step
 */
public record ClockStep(Duration size, Instant now, long noticedAt) {
    public boolean isBack() {
        return size.isNegative();
    }

    /** Such as {@code stepped back by 3600 seconds}. */
    public String description() {
        return (isBack() ? "stepped back by " : "stepped forward by ")
                + size.abs().toSeconds() + " seconds";
    }
}
