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
    private final ScheduledExecutorService alarms;
    private final Runnable onTimeout;
    private final Ticker ticker;
    private @Nullable Future<?> timeout;
    private long alarmAt;
    private long limit;
    private boolean on;

    StepTimeout(ScheduledExecutorService alarms, Ticker ticker, Runnable end) {
        this.alarms = alarms;
        this.onTimeout = end;
        this.ticker = ticker;
    }

    /** Starts a step that must end within this time. */
    synchronized void start(Duration duration) {
        long now = ticker.nanos();
        limit = now + duration.toNanos();
        on = true;
        if (timeout == null || limit - alarmAt < 0) {
            schedule(duration.toNanos());
        }
    }

    /** Ends the current step. */
    synchronized void cancel() {
        on = false;
    }

    private void schedule(long nanos) {
        if (timeout != null) {
            timeout.cancel(false);
        }
        alarmAt = ticker.nanos() + nanos;
        timeout = alarms.schedule(this::expireIfDue, nanos, TimeUnit.NANOSECONDS);
    }

    private synchronized void expireIfDue() {
        timeout = null;
        if (!on) {
            return;
        }
        long left = limit - ticker.nanos();
        if (left > 0) {
            schedule(left);
        } else {
            onTimeout.run();
        }
    }
}
