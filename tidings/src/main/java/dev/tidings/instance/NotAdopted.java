package dev.tidings.instance;

/** Thrown when sending from a database that is not known to be the adopted one. */
public final class NotAdopted extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotAdopted(String reason) {
        super(reason);
    }
}
