package dev.tidings.ledger.journal;

/** One attempt at one letter. */
public record LetterAttempt(long letterId, int attempt) {}
