package dev.tidings.bench.chaos;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The points at which the next connections to a server break, in order. */
final class ConnectionCuts {
    /** A place in the passage of a letter by SMTP, or of a request by HTTP. */
    enum CutPoint {
        /** Ahead of the final dot; halfway through the request. */
        BEFORE,
        /** Between the final dot and its line's end; halfway through the answer. */
        DURING,
        /** When the server has taken it and before its answer is heard. */
        AFTER
    }

    private final Deque<CutPoint> pending = new ArrayDeque<>();
    private int cutCount;

    synchronized void schedule(CutPoint place, int times) {
        pending.addAll(Collections.nCopies(times, place));
    }

    synchronized @Nullable CutPoint poll() {
        CutPoint place = pending.poll();
        cutCount += place == null ? 0 : 1;
        return place;
    }

    /** No further ones. */
    synchronized void clear() {
        pending.clear();
    }

    /** How many were made so far. */
    synchronized int cutCount() {
        return cutCount;
    }
}
