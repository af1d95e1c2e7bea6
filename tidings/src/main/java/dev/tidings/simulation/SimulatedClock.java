package dev.tidings.simulation;

import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until it is moved. It never goes back. */
final class SimulatedClock implements InstantSource {
    private volatile Instant now = Instant.EPOCH;

    @Override
    public Instant instant() {
        return now;
    }

    /** Does nothing if the time has passed. */
    void moveTo(Instant time) {
        if (time.isAfter(now)) {
            now = time;
        }
    }
}
