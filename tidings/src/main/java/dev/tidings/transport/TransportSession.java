package dev.tidings.transport;

import dev.tidings.core.Message;
import dev.tidings.transport.Transport.HandOverResult;
import java.util.List;

/**
 * One batch's use of a transport: an open connection, a place in memory. It is opened before the batch's intent is
 * committed, and the batch leaves without waiting again. Used by one thread, for one batch.
 */
public interface TransportSession extends AutoCloseable {
    /** The transport that opened the session. */
    Transport transport();

    /** Tries the whole batch once, as {@link Transport#handOver(String, List, HandOverListener)} does. */
    HandOverResult handOver(String key, List<Message> batch, HandOverListener listener);

    /** Frees what the session holds. */
    @Override
    default void close() {}
}
