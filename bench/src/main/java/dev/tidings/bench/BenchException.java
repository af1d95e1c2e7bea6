package dev.tidings.bench;

/** Says why nothing could be measured, for whoever started the bench. */
final class BenchException extends RuntimeException {
    BenchException(String message) {
        super(message);
    }
}
