package dev.tidings.ledger;

import dev.tidings.ledger.journal.LetterAttempt;
import org.jspecify.annotations.Nullable;

/**
 * A letter whose latest attempt a run has made and not settled.
 *
 * @param editionId null for a test letter
 */
public record UnsettledLetter(
        LetterAttempt attempt, @Nullable Long editionId, String digest, OpenState state) {

    /** Where the letter is. */
    public enum OpenState {
        /** Handed over, without an outcome. */
        HANDED_OVER,
        /** Owed again at the risk of a second copy, since its outcome is unknown. */
        DUE_AGAIN,
        /** Settled as unknown by another run. */
        UNKNOWN
    }
}
