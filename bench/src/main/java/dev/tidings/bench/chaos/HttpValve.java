package dev.tidings.bench.chaos;

import dev.tidings.bench.chaos.Cuts.Place;
import dev.tidings.bench.chaos.Relay.Valve;
import org.jspecify.annotations.Nullable;

/** Breaks a conversation by HTTP in a request, in its answer, or between the two. */
final class HttpValve implements Valve {
    private final Cuts cuts;
    private volatile boolean answered = true;
    private volatile @Nullable Place place;

    HttpValve(Cuts cuts) {
        this.cuts = cuts;
    }

    @Override
    public int fromClient(byte[] bytes, int length) {
        if (!answered) {
            return length;
        }
        answered = false;
        place = cuts.poll();
        return place == Place.BEFORE ? length / 2 : length;
    }

    @Override
    public int fromServer(byte[] bytes, int length) {
        answered = true;
        return switch (place) {
            case DURING -> length / 2;
            case AFTER -> 0;
            case BEFORE -> length;
            case null -> length;
        };
    }
}
