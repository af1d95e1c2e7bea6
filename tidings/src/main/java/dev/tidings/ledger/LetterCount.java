package dev.tidings.ledger;

import dev.tidings.ledger.LetterRow.LetterStatus;

/**
 * How many letters of an edition have a status and a reason.
 *
 * @param more whether there are more than {@code letters}, which is then {@link #LIMIT}
 */
public record LetterCount(LetterStatus status, String reason, long letters, boolean more) {
    /** Letters beyond this number are not counted. */
    public static final int LIMIT = 1000;

    static LetterCount upToLimit(LetterStatus status, String reason, long letters) {
        return new LetterCount(status, reason, Math.min(letters, LIMIT), letters > LIMIT);
    }
}
