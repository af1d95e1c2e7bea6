package dev.tidings.recommender;

/** A version of the model was asked for that is not there, or cannot become what it was asked to become. */
public final class UnknownModelVersion extends RuntimeException {
    UnknownModelVersion(String message) {
        super(message);
    }
}
