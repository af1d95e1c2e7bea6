package dev.tidings.bench.chaos;

/** A failure of the test bed itself, not of the program under test. */
final class TestbedException extends RuntimeException {
    TestbedException(String message) {
        super(message);
    }

    TestbedException(String message, Throwable cause) {
        super(message, cause);
    }
}
