package dev.tidings.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until it is moved, or let run. */
public final class SettableClock implements InstantSource {
    private volatile InstantSource now;

    public SettableClock(Instant now) {
        this.now = InstantSource.fixed(now);
    }

    public void set(Instant moment) {
        now = InstantSource.fixed(moment);
    }

    public void advance(Duration by) {
        set(instant().plus(by));
    }

    /** Lets it run from where it stands, until it is set again. */
    public void run() {
        Instant start = instant();
        long nanos = System.nanoTime();
        now = () -> start.plusNanos(System.nanoTime() - nanos);
    }

    @Override
    public Instant instant() {
        return now.instant();
    }
}
