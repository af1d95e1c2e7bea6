package dev.tidings.edition;

import dev.tidings.edition.LetterRow.Status;
import org.jspecify.annotations.Nullable;

/** How many letters of one edition stand the same way for the same reason. */
public record LetterCount(Status status, @Nullable String reason, long letters) {}
