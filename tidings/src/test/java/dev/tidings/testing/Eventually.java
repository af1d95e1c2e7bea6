package dev.tidings.testing;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/**
 * Waits until a condition holds instead of for a fixed time. The limit only ends failing tests. It is generous because
 * machines may be slow and busy.
 */
public final class Eventually {
    public static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Duration POLL_INTERVAL = Duration.ofMillis(20);

    private Eventually() {}

    public static ConditionFactory await() {
        return Awaitility.await().atMost(PATIENCE).pollDelay(Duration.ZERO).pollInterval(POLL_INTERVAL);
    }
}
