package dev.tidings.bench;

/** Says why nothing could be measured, for whoever started the bench. */
final class BenchFailure extends RuntimeException {
    BenchFailure(String message) {
        super(message);
    }
}
