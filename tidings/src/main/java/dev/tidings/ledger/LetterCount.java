package dev.tidings.ledger;

import dev.tidings.ledger.LetterRow.LetterStatus;
import org.jspecify.annotations.Nullable;

/** How many letters of one edition stand the same way for the same reason. */
public record LetterCount(LetterStatus status, @Nullable String reason, long letters) {}
