package dev.tidings.content.recommendation;

/** A version of the model was asked for that is not there, or cannot become what it was asked to become. */
public final class UnknownVersion extends RuntimeException {
    UnknownVersion(String message) {
        super(message);
    }
}
