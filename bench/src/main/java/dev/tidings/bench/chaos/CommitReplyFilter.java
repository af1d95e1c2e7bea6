package dev.tidings.bench.chaos;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.tidings.bench.chaos.FaultProxy.TrafficFilter;
import java.util.concurrent.atomic.AtomicInteger;

/** Drops a given number of PostgreSQL's replies to COMMIT. The proxy then resets the connection. */
final class CommitReplyFilter implements TrafficFilter {
    /** The end of a CommandComplete message (PostgreSQL's protocol, 54.7). */
    private static final byte[] COMMIT_TAG = "COMMIT\0".getBytes(US_ASCII);

    private final AtomicInteger remaining;

    CommitReplyFilter(AtomicInteger remaining) {
        this.remaining = remaining;
    }

    @Override
    public int fromClient(byte[] bytes, int length) {
        return length;
    }

    @Override
    public int fromServer(byte[] bytes, int length) {
        boolean dropped = remaining.get() > 0
                && isCommit(bytes, length)
                && remaining.getAndUpdate(count -> Math.max(0, count - 1)) > 0;
        return dropped ? 0 : length;
    }

    private static boolean isCommit(byte[] bytes, int length) {
        for (int i = 0; i <= length - COMMIT_TAG.length; i++) {
            int k = 0;
            while (k < COMMIT_TAG.length && bytes[i + k] == COMMIT_TAG[k]) {
                k++;
            }
            if (k == COMMIT_TAG.length) {
                return true;
            }
        }
        return false;
    }
}
