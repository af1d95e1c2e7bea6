package dev.tidings.bench.chaos;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The points at which the proxies cut the next connections, in order. */
final class ConnectionCuts {
    /** Where a connection is cut. */
    enum CutPoint {
        /** SMTP: before the final dot. HTTP: halfway through the request. */
        BEFORE,
        /** SMTP: between the final dot and the end of its line. HTTP: halfway through the response. */
        DURING,
        /** After the server accepted, before its reply arrives. */
        AFTER
    }

    private final Deque<CutPoint> pending = new ArrayDeque<>();
    private int cutCount;

    synchronized void schedule(CutPoint point, int times) {
        pending.addAll(Collections.nCopies(times, point));
    }

    synchronized @Nullable CutPoint poll() {
        CutPoint point = pending.poll();
        cutCount += point == null ? 0 : 1;
        return point;
    }

    /** Removes the scheduled cuts. */
    synchronized void clear() {
        pending.clear();
    }

    /** Number of cuts so far. */
    synchronized int cutCount() {
        return cutCount;
    }
}
