package dev.tidings.instance;

/** Nothing goes out from this database, because it is not known to be the one that letters go out from. */
public final class NotAdopted extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotAdopted(String reason) {
        super(reason);
    }
}
