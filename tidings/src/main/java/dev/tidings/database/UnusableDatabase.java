package dev.tidings.database;

/** The database holds tables that this program cannot use; the message says why and what to do. */
public final class UnusableDatabase extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnusableDatabase(String reason) {
        super(reason);
    }
}
