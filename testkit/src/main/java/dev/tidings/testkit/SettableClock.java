package dev.tidings.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until it is moved, or let run. */
public final class SettableClock implements InstantSource {
    private volatile InstantSource source;

    public SettableClock(Instant now) {
        this.source = InstantSource.fixed(now);
    }

    public void set(Instant moment) {
        source = InstantSource.fixed(moment);
    }

    public void advance(Duration by) {
        set(instant().plus(by));
    }

    /** Lets it run from where it stands, until it is set again. */
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
