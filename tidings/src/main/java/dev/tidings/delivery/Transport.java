package dev.tidings.delivery;

import dev.tidings.core.Message;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hands messages to the outside. Safe for use by many threads. */
public interface Transport extends AutoCloseable {

    /** {@code resend}, {@code smtp} or {@code outbox}. */
    String name();

    /** How many messages one batch may hold. */
    int batchSize();

    /**
     * For how long after its first attempt a batch with the same key may be handed over again without a second copy
     * reaching anyone; zero where nothing guards against that.
     */
    Duration replayWindow();

    /**
     * Tries the whole batch once. Never throws for what the other side says or fails to say: that is in the outcomes.
     *
     * @param key names this composition of the batch; the same messages in the same order have the same key. At most 200
     *     printable ASCII characters
     * @param batch at most {@link #batchSize()} messages
     */
    HandOver handOver(String key, List<Message> batch);

    /** Whether the other side can be reached and lets us in, without sending anything; throws nothing. */
    Reachability probe();

    /** Lets go of connections; nothing may be handed over afterwards. */
    @Override
    default void close() {}

    /**
     * @param outcomes one per message, in order
     * @param stop why no further message should be tried until an operator acts (wrong key, quota), or null; the messages
     *     it kept from going are Deferred
     * @param unanswered whether the answer was lost, so that the batch may have been taken: every message of it is Deferred,
     *     and it goes out again whole and under the same key within the replay window, or not at all. Never so where that
     *     window is zero
     */
    record HandOver(List<SendOutcome> outcomes, @Nullable String stop, boolean unanswered) {
        public HandOver(List<SendOutcome> outcomes, @Nullable String stop) {
            this(outcomes, stop, false);
        }
    }

    /** @param detail what was found, in words an operator can act on */
    record Reachability(boolean reachable, String detail) {}
}
