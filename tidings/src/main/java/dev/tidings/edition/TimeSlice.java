package dev.tidings.edition;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * A worker's time with one chunk. When it is used up, the worker is wanted elsewhere as soon as another edition waits; that is
 * asked once a second at most.
 */
final class TimeSlice {
    private static final Duration LENGTH = Duration.ofSeconds(2);
    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(1);

    private final BooleanSupplier othersWait;
    private long nextCheckNanos = System.nanoTime() + LENGTH.toNanos();

    TimeSlice(BooleanSupplier othersWait) {
        this.othersWait = othersWait;
    }

    boolean isOver() {
        long now = System.nanoTime();
        if (now - nextCheckNanos < 0) {
            return false;
        }
        nextCheckNanos = now + CHECK_INTERVAL.toNanos();
        return othersWait.getAsBoolean();
    }
}
