package dev.tidings.ledger;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The delay before the next attempt: as long as the server asked, otherwise doubling from the first delay up to the
 * longest. A jitter of one fifth spreads letters that were deferred together.
 *
 * @param giveUpAfter how long after its first attempt a letter is given up
 */
record DeliveryBackoff(Duration first, Duration longest, Duration giveUpAfter) {
    static final DeliveryBackoff STANDARD =
            new DeliveryBackoff(Duration.ofSeconds(15), Duration.ofMinutes(30), Duration.ofHours(24));

    private static final double SPREAD = 0.2;

    /** The longest delay that the server did not request. */
    Duration longestDelay() {
        return longest.plusMillis((long) (longest.toMillis() * SPREAD));
    }

    /**
     * @param attempt attempts so far, from 1
     * @param asked delay requested by the server, or null
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
