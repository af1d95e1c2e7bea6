package dev.tidings.ledger;

import dev.tidings.ledger.LetterRow.LetterStatus;
import org.jspecify.annotations.Nullable;

/** The number of an edition's letters with the same status and reason. */
public record LetterCount(LetterStatus status, @Nullable String reason, long letters) {}
