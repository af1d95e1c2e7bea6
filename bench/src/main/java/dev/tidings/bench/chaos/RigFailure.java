package dev.tidings.bench.chaos;

/** Says why the rig itself cannot go on, for whoever started it; never a fault of what is tried. */
final class RigFailure extends RuntimeException {
    RigFailure(String message) {
        super(message);
    }

    RigFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
