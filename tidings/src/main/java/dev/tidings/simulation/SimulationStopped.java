package dev.tidings.simulation;

/** A simulation cannot go on. The message says why and what to do. */
public final class SimulationStopped extends RuntimeException {
    SimulationStopped(String reason) {
        super(reason);
    }
}
