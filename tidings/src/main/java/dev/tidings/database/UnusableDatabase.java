package dev.tidings.database;

/** Thrown if the database has tables that this program cannot use. The message says why and what to do. */
public final class UnusableDatabase extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnusableDatabase(String reason) {
        super(reason);
    }
}
