package dev.tidings.bench;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts the letters that a sink accepts. */
final class SinkCounter {
    /**
     * @param accepted the number of accepted letters
     * @param unique the number of different Message-IDs
     * @param bytes the size of all letters on the wire
     * @param cpuSeconds CPU of the sink's process since its start
     */
    record SinkCount(long accepted, long unique, long bytes, double cpuSeconds) {}

    private final LongAdder accepted = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final Set<String> messageIds = ConcurrentHashMap.newKeySet();

    /** Called for each letter before the reply. */
    void accept(String messageId, long size) {
        messageIds.add(messageId);
        bytes.add(size);
        accepted.increment();
    }

    /** Adds the size of a request that holds several letters. */
    void addBytes(long size) {
        bytes.add(size);
    }

    /** Returns the count since the last call and resets it. */
    SinkCount takeCount() {
        SinkCount count = new SinkCount(
                accepted.sumThenReset(), messageIds.size(), bytes.sumThenReset(), ProcessUsage.ownCpuSeconds());
        messageIds.clear();
        return count;
    }
}
