package dev.tidings.core;

import java.time.Duration;

/** Measures elapsed time. It does not know the time of day. */
@FunctionalInterface
public interface Ticker {
    /** The ticker of this machine. */
    Ticker SYSTEM = System::nanoTime;

    /** Nanoseconds since an arbitrary origin; may be negative. Only differences are meaningful. */
    long nanos();

    /** Time elapsed since a reading of {@link #nanos}. */
    default Duration since(long reading) {
        return Duration.ofNanos(nanos() - reading);
    }

    /** Suspends the calling thread. */
    default void sleep(Duration duration) throws InterruptedException {
        Thread.sleep(duration);
    }
}
