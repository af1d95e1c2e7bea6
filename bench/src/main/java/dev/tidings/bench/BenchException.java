package dev.tidings.bench;

/** A measurement that cannot run, with the reason. */
final class BenchException extends RuntimeException {
    BenchException(String message) {
        super(message);
    }
}
