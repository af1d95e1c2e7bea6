package dev.tidings.testing;

import dev.tidings.core.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** A ticker that stands still, but for what is slept, until it is moved or let run. */
public final class SettableTicker implements Ticker {
    private final AtomicLong nanos = new AtomicLong();
    private volatile boolean runs;

    /** Lets it run as this machine's does, from now on. */
    public void run() {
        nanos.addAndGet(-SYSTEM.nanos());
        runs = true;
    }

    public void advance(Duration by) {
        nanos.addAndGet(by.toNanos());
    }

    @Override
    public long nanos() {
        return runs ? nanos.get() + SYSTEM.nanos() : nanos.get();
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        SYSTEM.sleep(duration);
        if (!runs) {
            advance(duration);
        }
    }
}
