package dev.tidings.bench.chaos;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.tidings.bench.chaos.Relay.Valve;
import java.util.concurrent.atomic.AtomicInteger;

/** Swallows PostgreSQL's answer to a commit, as many times as it was told, and breaks the connection. */
final class CommitValve implements Valve {
    /** The end of a CommandComplete message (PostgreSQL's protocol, 54.7). */
    private static final byte[] COMMITTED = "COMMIT\0".getBytes(US_ASCII);

    private final AtomicInteger left;

    CommitValve(AtomicInteger left) {
        this.left = left;
    }

    @Override
    public int fromClient(byte[] bytes, int length) {
        return length;
    }

    @Override
    public int fromServer(byte[] bytes, int length) {
        boolean swallowed =
                left.get() > 0 && isCommit(bytes, length) && left.getAndUpdate(count -> Math.max(0, count - 1)) > 0;
        return swallowed ? 0 : length;
    }

    private static boolean isCommit(byte[] bytes, int length) {
        for (int i = 0; i <= length - COMMITTED.length; i++) {
            int k = 0;
            while (k < COMMITTED.length && bytes[i + k] == COMMITTED[k]) {
                k++;
            }
            if (k == COMMITTED.length) {
                return true;
            }
        }
        return false;
    }
}
