package dev.tidings.recommender;

/** A requested model version does not exist or cannot change to the requested status. */
public final class UnknownModelVersion extends RuntimeException {
    UnknownModelVersion(String message) {
        super(message);
    }
}
