package dev.tidings.transport.resend;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A limit on requests a second that many threads share. It slows down for as long as the other side asks, and never goes
 * faster than configured.
 */
final class TokenBucket {

    /** How a thread passes time. */
    interface Sleeper {
        void sleep(Duration duration) throws InterruptedException;
    }

    /** Whoever would have to wait longer had better come back later. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final LongSupplier nanoTime;
    private final Sleeper sleeper;
    private final Duration configured;
    private Duration interval;
    private long next;

    /** @param nanoTime a clock that nobody sets, in nanoseconds since anything */
    TokenBucket(double rate, LongSupplier nanoTime, Sleeper rest) {
        this.nanoTime = nanoTime;
        this.sleeper = rest;
        configured = interval(rate);
        interval = configured;
        next = nanoTime.getAsLong();
    }

    /** Waits for the next turn and returns zero; or, if it is too far off, returns how far, and it is no turn. */
    Duration acquire() throws InterruptedException {
        Duration wait = reserve();
        if (wait.compareTo(LONGEST_WAIT) > 0) {
            return wait;
        }
        if (wait.isPositive()) {
            sleeper.sleep(wait);
        }
        return Duration.ZERO;
    }

    private synchronized Duration reserve() {
        long now = nanoTime.getAsLong();
        long wait = Math.max(0, next - now);
        if (wait <= LONGEST_WAIT.toNanos()) {
            next = now + wait + interval.toNanos();
        }
        return Duration.ofNanos(wait);
    }

    /** No further turn before so long from now. */
    synchronized void pause(Duration pause) {
        long now = nanoTime.getAsLong();
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
