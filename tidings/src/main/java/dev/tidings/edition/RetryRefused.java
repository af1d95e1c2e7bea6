package dev.tidings.edition;

/** Thrown if an edition's letters cannot be sent again. Nothing was changed. The message says why. */
public final class RetryRefused extends RuntimeException {
    RetryRefused(String message) {
        super(message);
    }
}
