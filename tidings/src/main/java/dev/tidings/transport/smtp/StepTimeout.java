package dev.tidings.transport.smtp;

import dev.tidings.core.Ticker;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends a conversation when a step of it takes too long. Setting the limit for the next step costs a look at the clock: the
 * alarm that is set goes off, finds a later limit, and is set again.
 */
final class StepTimeout {
    private final ScheduledExecutorService alarms;
    private final Runnable onTimeout;
    private final Ticker ticker;
    private @Nullable Future<?> alarm;
    private long alarmAt;
    private long limit;
    private boolean on;

    StepTimeout(ScheduledExecutorService alarms, Ticker ticker, Runnable end) {
        this.alarms = alarms;
        this.onTimeout = end;
        this.ticker = ticker;
    }

    /** The step that begins now must be over after so long. */
    synchronized void start(Duration duration) {
        long now = ticker.nanos();
        limit = now + duration.toNanos();
        on = true;
        if (alarm == null || limit - alarmAt < 0) {
            schedule(duration.toNanos());
        }
    }

    /** No step is under way. */
    synchronized void cancel() {
        on = false;
    }

    private void schedule(long nanos) {
        if (alarm != null) {
            alarm.cancel(false);
        }
        alarmAt = ticker.nanos() + nanos;
        alarm = alarms.schedule(this::expireIfDue, nanos, TimeUnit.NANOSECONDS);
    }

    private synchronized void expireIfDue() {
        alarm = null;
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
