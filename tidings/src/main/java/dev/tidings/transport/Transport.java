package dev.tidings.transport;

import dev.tidings.core.EmailAddress;
import dev.tidings.core.Message;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Hands messages to a mail provider or server. Safe for use by many threads. */
public interface Transport extends AutoCloseable {

    /** {@code resend}, {@code smtp} or {@code outbox}. */
    String name();

    /** Largest number of messages in one batch. */
    int batchSize();

    /**
     * Time after the first attempt during which a batch with the same key may be repeated without anyone receiving a
     * second copy. Zero if the server does not detect duplicates.
     */
    Duration replayWindow();

    /** Rate limit over all nodes; null for none. */
    default @Nullable TransportRate rate() {
        return null;
    }

    /** Messages per second to single domains over all nodes. Keys are domains in lower case. */
    default Map<String, Double> domainRates() {
        return Map.of();
    }

    /**
     * A rate limit.
     *
     * @param perBatch true if it counts batches, false if it counts messages
     */
    record TransportRate(double perSecond, boolean perBatch) {}

    /**
     * Opens a session for one batch. Blocks while the transport can take no further batch. Throws nothing if the server
     * cannot be reached: the outcomes of the batch say so.
     */
    default TransportSession openSession() {
        return new DirectSession(this);
    }

    /** A session of a transport that takes any number of batches and has no connection to wait for. */
    record DirectSession(Transport transport) implements TransportSession {
        @Override
        public HandOverResult handOver(String key, List<Message> batch, HandOverListener listener) {
            return transport.handOver(key, batch, listener);
        }
    }

    /**
     * Tries the whole batch once. Never throws for a server's answer or its absence: the outcomes say so.
     *
     * @param key identifies the batch; the same messages in the same order have the same key. At most 200 printable
     *     ASCII characters
     * @param batch at most {@link #batchSize()} messages
     * @param listener decides whether a message may still start, and receives the progress
     */
    HandOverResult handOver(String key, List<Message> batch, HandOverListener listener);

    /** Tries the whole batch once, without a listener. */
    default HandOverResult handOver(String key, List<Message> batch) {
        return handOver(key, batch, HandOverListener.NONE);
    }

    /**
     * Checks that the server can be reached, accepts the credentials and, if it can be asked, mail from the senders.
     * Sends nothing. Throws nothing.
     *
     * @param senders addresses that letters are from
     */
    Reachability checkReachability(Collection<EmailAddress> senders);

    /**
     * Aborts work in progress on shutdown. Messages that were not started are Deferred at once, and nothing may be
     * handed over afterwards. Does nothing if interrupting the caller has the same effect.
     */
    default void abort() {}

    /** Closes connections. Nothing may be handed over afterwards. */
    @Override
    default void close() {}

    /**
     * The result of one batch.
     *
     * @param outcomes one per message, in order
     * @param stopReason why no further message should be tried until an operator acts (wrong key, quota), or null;
     *     the messages not tried for this reason are Deferred
     * @param retryMode how the Deferred messages are retried
     * @param status what the answers say about the transport itself
     */
    record HandOverResult(
            List<SendOutcome> outcomes, @Nullable String stopReason, RetryMode retryMode, TransportStatus status) {
        public HandOverResult(List<SendOutcome> outcomes, @Nullable String stopReason) {
            this(outcomes, stopReason, RetryMode.ANY_BATCH, TransportStatus.OK);
        }
    }

    /** How Deferred messages are retried. */
    enum RetryMode {
        /** In any batch: certainly none of them was accepted. */
        ANY_BATCH,
        /**
         * As the whole batch under the same key within the replay window, or not at all: the answer was lost, and the
         * batch may have been accepted. Every message of the batch is then Deferred. Not used if the window is zero.
         */
        SAME_BATCH,
        /** Each alone under its own key: none was accepted, and the whole batch would be refused again. */
        ALONE
    }

    /**
     * What a server's answers, or their absence, say about the transport itself.
     *
     * @param allowedRate allowed rate, in the unit of the transport's {@linkplain Transport#rate rate}; null if
     *     unknown
     * @param pause how long the server wants no more requests, or null
     * @param failure why nobody can use the server now (unreachable, broken), or null if it worked
     */
    record TransportStatus(
            @Nullable Double allowedRate,
            @Nullable Duration pause,
            @Nullable String failure) {
        public static final TransportStatus OK = new TransportStatus(null, null, null);

        /** The server cannot be used; nothing else is known. */
        public static TransportStatus failed(String failure) {
            return new TransportStatus(null, null, failure);
        }
    }

    /** @param detail the finding, in words that an operator can act on */
    record Reachability(boolean reachable, String detail) {}
}
