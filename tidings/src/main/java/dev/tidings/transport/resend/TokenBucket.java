package dev.tidings.transport.resend;

import dev.tidings.core.Ticker;
import java.time.Duration;

/**
 * A limit on requests per second, shared by many threads. It slows down for as long as the server asks and never
 * exceeds the configured rate.
 */
final class TokenBucket {

    /** Longest wait for a token. Callers with a longer wait should retry later. */
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

    /** Waits for the next token and returns zero. If the wait is too long, returns the wait and takes no token. */
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

    /** Grants no further token for this long. */
    synchronized void pause(Duration pause) {
        long now = ticker.nanos();
        next = now + Math.max(next - now, pause.toNanos());
    }

    /** Applies the number of requests per second that the server allows. */
    synchronized void limit(double rate) {
        Duration asked = interval(rate);
        interval = asked.compareTo(configured) > 0 ? asked : configured;
    }

    private static Duration interval(double rate) {
        return Duration.ofNanos((long) (1_000_000_000 / rate));
    }
}
