package dev.tidings.transport.smtp;

import dev.tidings.core.Ticker;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection when one step takes too long. Starting a step only reads the clock: the scheduled task finds a
 * later limit and reschedules itself.
 */
final class StepTimeout {
    private final ScheduledExecutorService scheduler;
    private final Runnable onTimeout;
    private final Ticker ticker;
    private @Nullable Future<?> timeout;
    private long scheduledAt;
    private long limit;
    private boolean active;

    StepTimeout(ScheduledExecutorService scheduler, Ticker ticker, Runnable onTimeout) {
        this.scheduler = scheduler;
        this.onTimeout = onTimeout;
        this.ticker = ticker;
    }

    /** Starts a step that must end within this time. */
    synchronized void start(Duration duration) {
        long now = ticker.nanos();
        limit = now + duration.toNanos();
        active = true;
        if (timeout == null || limit - scheduledAt < 0) {
            schedule(duration.toNanos());
        }
    }

    /** Ends the current step. */
    synchronized void cancel() {
        active = false;
    }

    private void schedule(long nanos) {
        if (timeout != null) {
            timeout.cancel(false);
        }
        scheduledAt = ticker.nanos() + nanos;
        timeout = scheduler.schedule(this::expireIfDue, nanos, TimeUnit.NANOSECONDS);
    }

    private synchronized void expireIfDue() {
        timeout = null;
        if (!active) {
            return;
        }
        long remaining = limit - ticker.nanos();
        if (remaining > 0) {
            schedule(remaining);
        } else {
            onTimeout.run();
        }
    }
}
