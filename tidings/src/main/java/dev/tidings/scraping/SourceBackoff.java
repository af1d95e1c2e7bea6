package dev.tidings.scraping;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Computes the delay until a source's next run: its interval after success, exponential backoff after failures, both
 * with jitter.
 */
final class SourceBackoff {
    /**
     * After this many consecutive failures, the circuit opens: the source runs once a day or at its interval if that is
     * longer.
     */
    static final int BREAKER_THRESHOLD = 5;

    private static final Duration FIRST_DELAY = Duration.ofMinutes(10);
    private static final Duration OPEN_BREAKER_DELAY = Duration.ofDays(1);
    private static final Duration MAX_RETRY_AFTER = Duration.ofDays(7);

    private final RandomGenerator random;

    SourceBackoff(RandomGenerator random) {
        this.random = random;
    }

    /** @param retryAfter the server's {@code Retry-After}, or null */
    Duration afterSuccess(Duration interval, @Nullable Duration retryAfter) {
        return atLeast(retryAfter, jitter(interval, 0.05));
    }

    /**
     * @param failures consecutive failures, at least 1
     * @param retryAfter the server's {@code Retry-After}, or null
     */
    Duration afterFailure(int failures, Duration interval, @Nullable Duration retryAfter) {
        Duration delay = failures >= BREAKER_THRESHOLD
                ? max(interval, OPEN_BREAKER_DELAY)
                : jitter(FIRST_DELAY.multipliedBy(1L << (failures - 1)), 0.2);
        return atLeast(retryAfter, delay);
    }

    private Duration jitter(Duration duration, double share) {
        double factor = 1 - share + 2 * share * random.nextDouble();
        return Duration.ofMillis((long) (duration.toMillis() * factor));
    }

    private static Duration atLeast(@Nullable Duration retryAfter, Duration delay) {
        return retryAfter == null
                ? delay
                : max(delay, retryAfter.compareTo(MAX_RETRY_AFTER) > 0 ? MAX_RETRY_AFTER : retryAfter);
    }

    private static Duration max(Duration left, Duration right) {
        return left.compareTo(right) > 0 ? left : right;
    }
}
