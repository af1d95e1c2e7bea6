package dev.tidings.testing;

import dev.tidings.core.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** A ticker that only {@link #advance} and {@link #sleep} move, until {@link #run} starts it. */
public final class SettableTicker implements Ticker {
    private final AtomicLong nanos = new AtomicLong();
    private volatile boolean runs;

    /** Starts the ticker. From now on it follows the machine's clock. */
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
