package dev.tidings.schedule;

/** Thrown by a job that the database cannot do now. It has no stack trace; the job runs again at its next time. */
final class DatabaseUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    DatabaseUnavailable(String reason) {
        super("The database is unavailable: " + reason, null, false, false);
    }
}
