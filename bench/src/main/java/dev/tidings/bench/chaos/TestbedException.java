package dev.tidings.bench.chaos;

/** Says why the rig itself cannot go on, for whoever started it; never a fault of what is tried. */
final class TestbedException extends RuntimeException {
    TestbedException(String message) {
        super(message);
    }

    TestbedException(String message, Throwable cause) {
        super(message, cause);
    }
}
