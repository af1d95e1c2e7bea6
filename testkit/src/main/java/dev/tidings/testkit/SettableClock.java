package dev.tidings.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that is stopped until it is set, advanced or started. */
public final class SettableClock implements InstantSource {
    private volatile InstantSource source;

    public SettableClock(Instant now) {
        this.source = InstantSource.fixed(now);
    }

    public void set(Instant now) {
        source = InstantSource.fixed(now);
    }

    public void advance(Duration by) {
        set(instant().plus(by));
    }

    /** Starts the clock at its current time. It runs until it is set again. */
    public void run() {
        Instant start = instant();
        long nanos = System.nanoTime();
        source = () -> start.plusNanos(System.nanoTime() - nanos);
    }

    @Override
    public Instant instant() {
        return source.instant();
    }
}
