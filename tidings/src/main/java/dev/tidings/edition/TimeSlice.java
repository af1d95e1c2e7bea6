package dev.tidings.edition;

import dev.tidings.core.Ticker;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * A worker's time slice for one chunk. After it the worker yields as soon as other work waits; this is checked
 * at most once a second.
 */
final class TimeSlice {
    private static final Duration LENGTH = Duration.ofSeconds(2);
    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(1);

    private final BooleanSupplier othersWait;
    private final Ticker ticker;
    private long nextCheckNanos;

    TimeSlice(Ticker ticker, BooleanSupplier othersWait) {
        this.ticker = ticker;
        this.othersWait = othersWait;
        nextCheckNanos = ticker.nanos() + LENGTH.toNanos();
    }

    boolean isOver() {
        long now = ticker.nanos();
        if (now - nextCheckNanos < 0) {
            return false;
        }
        nextCheckNanos = now + CHECK_INTERVAL.toNanos();
        return othersWait.getAsBoolean();
    }
}
