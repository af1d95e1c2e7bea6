package dev.tidings.ledger.journal;

import dev.tidings.transport.SendOutcome;

/** How far an attempt at a letter came, as the journal records it. */
public sealed interface LetterProgress {
    /** The final byte did not leave: the letter was certainly not accepted. */
    record NotSent() implements LetterProgress {}

    /** The final byte was about to leave, and no answer is recorded: the letter may have been accepted. */
    record AnswerMissing() implements LetterProgress {}

    /** @param outcome the answer; its texts are shortened */
    record Answered(SendOutcome outcome) implements LetterProgress {}
}
