package dev.tidings.testing;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/**
 * Waits for a fact instead of a moment. A test that succeeds never waits longer than the fact takes; the limit only ends a
 * test that fails, so it is generous: machines may be slow and busy.
 */
public final class Eventually {
    public static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Duration PAUSE = Duration.ofMillis(20);

    private Eventually() {}

    public static ConditionFactory await() {
        return Awaitility.await().atMost(PATIENCE).pollDelay(Duration.ZERO).pollInterval(PAUSE);
    }
}
