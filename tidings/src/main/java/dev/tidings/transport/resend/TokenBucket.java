package dev.tidings.transport.resend;

import dev.tidings.core.Ticker;
import java.time.Duration;

/**
 * A limit on requests a second that many threads share. It slows down for as long as the other side asks, and never goes
 * faster than configured.
 */
final class TokenBucket {

    /** Whoever would have to wait longer had better come back later. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final Ticker ticker;
    private final Duration configured;
    private Duration interval;
    private long next;

    TokenBucket(double rate, Ticker ticker) {
        this.ticker = ticker;
        configured = interval(rate);
        interval = configured;
        next = ticker.nanos();
    }

    /** Waits for the next turn and returns zero; or, if it is too far off, returns how far, and it is no turn. */
    Duration acquire() throws InterruptedException {
        Duration wait = reserve();
        if (wait.compareTo(LONGEST_WAIT) > 0) {
            return wait;
        }
        if (wait.isPositive()) {
            ticker.sleep(wait);
        }
        return Duration.ZERO;
    }

    private synchronized Duration reserve() {
        long now = ticker.nanos();
        long wait = Math.max(0, next - now);
        if (wait <= LONGEST_WAIT.toNanos()) {
            next = now + wait + interval.toNanos();
        }
        return Duration.ofNanos(wait);
    }

    /** No further turn before so long from now. */
    synchronized void pause(Duration pause) {
        long now = ticker.nanos();
        next = now + Math.max(next - now, pause.toNanos());
    }

    /** The other side allows so many requests a second. */
    synchronized void limit(double rate) {
        Duration asked = interval(rate);
        interval = asked.compareTo(configured) > 0 ? asked : configured;
    }

    private static Duration interval(double rate) {
        return Duration.ofNanos((long) (1_000_000_000 / rate));
    }
}
