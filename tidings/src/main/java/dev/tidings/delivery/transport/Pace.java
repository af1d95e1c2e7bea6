package dev.tidings.delivery.transport;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A limit on requests a second that many threads share. It slows down for as long as the other side asks, and never goes
 * faster than configured.
 */
final class Pace {

    /** How a thread passes time. */
    interface Rest {
        void rest(Duration duration) throws InterruptedException;
    }

    /** Whoever would have to wait longer had better come back later. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final InstantSource time;
    private final Rest rest;
    private final Duration configured;
    private Duration interval;
    private Instant next = Instant.MIN;

    Pace(double rate, InstantSource time, Rest rest) {
        this.time = time;
        this.rest = rest;
        configured = interval(rate);
        interval = configured;
    }

    /** Waits for the next turn and returns zero; or, if it is too far off, returns how far, and it is no turn. */
    Duration await() throws InterruptedException {
        Duration wait = reserve();
        if (wait.compareTo(LONGEST_WAIT) > 0) {
            return wait;
        }
        if (wait.isPositive()) {
            rest.rest(wait);
        }
        return Duration.ZERO;
    }

    private synchronized Duration reserve() {
        Instant now = time.instant();
        Instant turn = next.isAfter(now) ? next : now;
        Duration wait = Duration.between(now, turn);
        if (wait.compareTo(LONGEST_WAIT) <= 0) {
            next = turn.plus(interval);
        }
        return wait;
    }

    /** No further turn before so long from now. */
    synchronized void pause(Duration pause) {
        Instant end = time.instant().plus(pause);
        next = end.isAfter(next) ? end : next;
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
