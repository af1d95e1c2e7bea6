package dev.tidings.scraping;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** When to visit a source again: at its interval, and after failures ever later, never all at one moment. */
final class SourceBackoff {
    /** From so many failures in a row on, the source is only tried once a day. */
    static final int BREAKER_THRESHOLD = 5;

    private static final Duration FIRST_DELAY = Duration.ofMinutes(10);
    private static final Duration OPEN_BREAKER_DELAY = Duration.ofDays(1);
    private static final Duration MAX_RETRY_AFTER = Duration.ofDays(7);

    private final RandomGenerator random;

    SourceBackoff(RandomGenerator random) {
        this.random = random;
    }

    /** @param wish how long the server wants to be left alone, or null */
    Duration afterSuccess(Duration interval, @Nullable Duration wish) {
        return atLeast(wish, jitter(interval, 0.05));
    }

    /**
     * @param failures how many in a row, at least 1
     * @param wish how long the server wants to be left alone, or null
     */
    Duration afterFailure(int failures, Duration interval, @Nullable Duration wish) {
        Duration wait = failures >= BREAKER_THRESHOLD
                ? max(interval, OPEN_BREAKER_DELAY)
                : jitter(FIRST_DELAY.multipliedBy(1L << (failures - 1)), 0.2);
        return atLeast(wish, wait);
    }

    private Duration jitter(Duration duration, double share) {
        double factor = 1 - share + 2 * share * random.nextDouble();
        return Duration.ofMillis((long) (duration.toMillis() * factor));
    }

    private static Duration atLeast(@Nullable Duration wish, Duration wait) {
        return wish == null ? wait : max(wait, wish.compareTo(MAX_RETRY_AFTER) > 0 ? MAX_RETRY_AFTER : wish);
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
