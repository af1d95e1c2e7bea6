package dev.tidings.ledger;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long to wait before the next attempt: what the other side asked for; or else doubling from the first delay up to the
 * longest, spread by a fifth so that letters deferred together do not come back together.
 *
 * @param giveUpAfter how long after its first attempt a letter is given up
 */
record DeliveryBackoff(Duration first, Duration longest, Duration giveUpAfter) {
    static final DeliveryBackoff STANDARD =
            new DeliveryBackoff(Duration.ofSeconds(15), Duration.ofMinutes(30), Duration.ofHours(24));

    private static final double SPREAD = 0.2;

    /**
     * @param attempt attempts so far, from 1
     * @param asked how long the other side asked to wait, or null
     * @param random from 0 to 1
     */
    Duration delay(int attempt, @Nullable Duration asked, double random) {
        if (asked != null) {
            return asked;
        }
        Duration doubled = first.multipliedBy(1L << Math.min(attempt - 1, 20));
        Duration base = doubled.compareTo(longest) > 0 ? longest : doubled;
        return base.plusMillis((long) (base.toMillis() * SPREAD * random));
    }
}
