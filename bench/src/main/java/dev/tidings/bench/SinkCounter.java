package dev.tidings.bench;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts the letters that a sink accepts. */
final class SinkCounter {
    /**
     * @param accepted letters that were taken on
     * @param unique different Message-IDs among them
     * @param bytes of all letters, as they crossed the wire
     * @param cpuSeconds of the sink's process since its start
     */
    record SinkCount(long accepted, long unique, long bytes, double cpuSeconds) {}

    private final LongAdder accepted = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final Set<String> messageIds = ConcurrentHashMap.newKeySet();

    /** Called for each letter before it is answered. */
    void accept(String messageId, long size) {
        messageIds.add(messageId);
        bytes.add(size);
        accepted.increment();
    }

    /** Called for a request that holds many letters, besides. */
    void addBytes(long size) {
        bytes.add(size);
    }

    /** What was counted since the last time; counting begins anew. */
    SinkCount takeCount() {
        SinkCount count = new SinkCount(
                accepted.sumThenReset(), messageIds.size(), bytes.sumThenReset(), ProcessUsage.ownCpuSeconds());
        messageIds.clear();
        return count;
    }
}
