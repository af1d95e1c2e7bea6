package dev.tidings.audience;

/** Thrown before an import stores anything, if it would change more users than its limit permits. */
public final class TooManyChanges extends RuntimeException {
    private final UserChanges changes;
    private final ChangeLimit limit;

    TooManyChanges(UserChanges changes, ChangeLimit limit) {
        super("The import would change " + changes.above(limit) + "; at most " + limit
                + " are permitted. Nothing was stored");
        this.changes = changes;
        this.limit = limit;
    }

    public UserChanges changes() {
        return changes;
    }

    public ChangeLimit limit() {
        return limit;
    }
}
