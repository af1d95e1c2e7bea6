package dev.tidings.bulk;

/** One row cannot be taken; the next one may. Carries no stack trace: a file may hold a million of them. */
public final class RowRefused extends RuntimeException {
    /** @param reason what was found and what was expected, without addresses or names */
    public RowRefused(String reason) {
        super(reason, null, false, false);
    }
}
