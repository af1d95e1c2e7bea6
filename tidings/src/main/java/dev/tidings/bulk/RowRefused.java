package dev.tidings.bulk;

/** Thrown if one row cannot be imported. Carries no stack trace: a file may hold a million of them. */
public final class RowRefused extends RuntimeException {
    /** @param reason what was found and what was expected, without addresses or names */
    public RowRefused(String reason) {
        super(reason, null, false, false);
    }
}
