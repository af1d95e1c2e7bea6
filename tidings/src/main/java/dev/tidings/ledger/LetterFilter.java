package dev.tidings.ledger;

import dev.tidings.ledger.LetterRow.LetterStatus;
import org.jspecify.annotations.Nullable;

/**
 * Selects letters of an edition. A null criterion matches all.
 *
 * @param reason exact reason
 * @param outcomeUnknown if true, only letters whose outcome is unknown
 * @param userId prefix of the user's id
 */
public record LetterFilter(
        @Nullable LetterStatus status,
        @Nullable String reason,
        boolean outcomeUnknown,
        @Nullable String userId) {}
