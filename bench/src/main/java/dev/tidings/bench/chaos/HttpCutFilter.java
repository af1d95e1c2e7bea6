package dev.tidings.bench.chaos;

import dev.tidings.bench.chaos.ConnectionCuts.CutPoint;
import dev.tidings.bench.chaos.FaultProxy.TrafficFilter;
import org.jspecify.annotations.Nullable;

/** Cuts an HTTP connection within the request, within the response, or between them. */
final class HttpCutFilter implements TrafficFilter {
    private final ConnectionCuts cuts;
    private volatile boolean answered = true;
    private volatile @Nullable CutPoint cutPoint;

    HttpCutFilter(ConnectionCuts cuts) {
        this.cuts = cuts;
    }

    @Override
    public int fromClient(byte[] bytes, int length) {
        if (!answered) {
            return length;
        }
        answered = false;
        cutPoint = cuts.poll();
        return cutPoint == CutPoint.BEFORE ? length / 2 : length;
    }

    @Override
    public int fromServer(byte[] bytes, int length) {
        answered = true;
        return switch (cutPoint) {
            case DURING -> length / 2;
            case AFTER -> 0;
            case BEFORE -> length;
            case null -> length;
        };
    }
}
