package dev.tidings.ledger;

import dev.tidings.ledger.LetterRow.LetterStatus;
import org.jspecify.annotations.Nullable;

/**
 * Which letters of an edition to read; null asks nothing.
 *
 * @param reason exactly this reason
 * @param outcomeUnknown whether only those that were handed over without an answer
 * @param userId how the user's id begins
 */
public record LetterFilter(
        @Nullable LetterStatus status,
        @Nullable String reason,
        boolean outcomeUnknown,
        @Nullable String userId) {}
