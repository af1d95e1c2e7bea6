package dev.tidings.feedback;

import dev.tidings.feedback.LetterEvent.LetterEventKind;

/**
 * The number of letters with an event of this kind.
 *
 * @param letters each letter counts once
 */
public record LetterEventCount(LetterEventKind kind, VisitorClass visitor, long letters) {}
