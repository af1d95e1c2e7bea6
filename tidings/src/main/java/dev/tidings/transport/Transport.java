package dev.tidings.transport;

import dev.tidings.core.Message;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Hands messages to the outside. Safe for use by many threads. */
public interface Transport extends AutoCloseable {

    /** {@code resend}, {@code smtp} or {@code outbox}. */
    String name();

    /** How many messages one batch may hold. */
    int batchSize();

    /** How many batches one node may have in memory to hand over; more would only wait there for their turn. */
    default int batchesAtOnce() {
        return Integer.MAX_VALUE;
    }

    /**
     * For how long after its first attempt a batch with the same key may be handed over again without a second copy
     * reaching anyone; zero where nothing guards against that.
     */
    Duration replayWindow();

    /** How fast it may be used, over all nodes together; null for as fast as it goes. */
    default @Nullable TransportRate rate() {
        return null;
    }

    /** How many messages per second may go to single domains, in lower case, over all nodes together. */
    default Map<String, Double> domainRates() {
        return Map.of();
    }

    /**
     * @param perBatch whether batches are counted, or else the messages in them
     */
    record TransportRate(double perSecond, boolean perBatch) {}

    /**
     * Tries the whole batch once. Never throws for what the other side says or fails to say: that is in the outcomes.
     *
     * @param key names this composition of the batch; the same messages in the same order have the same key. At most 200
     *     printable ASCII characters
     * @param batch at most {@link #batchSize()} messages
     */
    HandOverResult handOver(String key, List<Message> batch);

    /** Whether the other side can be reached and lets us in, without sending anything; throws nothing. */
    Reachability checkReachability();

    /**
     * Ends what is under way, as a node does that has no more time: messages that were not begun are Deferred at once, nothing
     * may be handed over afterwards. Where interrupting the caller does as much, nothing need be done.
     */
    default void abort() {}

    /** Lets go of connections; nothing may be handed over afterwards. */
    @Override
    default void close() {}

    /**
     * @param outcomes one per message, in order
     * @param stopReason why no further message should be tried until an operator acts (wrong key, quota), or null; the messages
     *     it kept from going are Deferred
     * @param retryMode how the messages that are Deferred go out again
     * @param status what was learned of the transport itself
     */
    record HandOverResult(
            List<SendOutcome> outcomes, @Nullable String stopReason, RetryMode retryMode, TransportStatus status) {
        public HandOverResult(List<SendOutcome> outcomes, @Nullable String stopReason) {
            this(outcomes, stopReason, RetryMode.ANY_BATCH, TransportStatus.OK);
        }
    }

    /** How messages that were handed over go out again. */
    enum RetryMode {
        /** In whatever batch: certainly none of them was taken. */
        ANY_BATCH,
        /**
         * Whole and under the same key within the replay window, or not at all: the answer was lost, and the batch may have
         * been taken. Then every message of it is Deferred. Never so where that window is zero.
         */
        SAME_BATCH,
        /** Each by itself, under a key of its own: none was taken, and together none would be. */
        ALONE
    }

    /**
     * What the other side's answers, or their absence, say of the transport itself.
     *
     * @param allowedRate how fast it may be used, in the unit of its {@linkplain Transport#rate rate}; null if nothing was said
     * @param pause how long nothing more is wanted, or null
     * @param failure why the other side cannot be used by anybody now (not reached, broken down), or null if it worked
     */
    record TransportStatus(
            @Nullable Double allowedRate,
            @Nullable Duration pause,
            @Nullable String failure) {
        public static final TransportStatus OK = new TransportStatus(null, null, null);

        /** Nothing but that the other side cannot be used. */
        public static TransportStatus failed(String trouble) {
            return new TransportStatus(null, null, trouble);
        }
    }

    /** @param detail what was found, in words an operator can act on */
    record Reachability(boolean reachable, String detail) {}
}
