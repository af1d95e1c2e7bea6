package dev.tidings.feedback;

import dev.tidings.feedback.LetterEvent.LetterEventKind;

/**
 * How many letters this came back from.
 *
 * @param letters counted once, however often it was
 */
public record LetterEventCount(LetterEventKind kind, VisitorClass visitor, long letters) {}
