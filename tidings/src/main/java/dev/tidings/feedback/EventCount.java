package dev.tidings.feedback;

import dev.tidings.feedback.LetterEvent.Kind;

/**
 * How many letters this came back from.
 *
 * @param letters counted once, however often it was
 */
public record EventCount(Kind kind, Classification classification, long letters) {}
