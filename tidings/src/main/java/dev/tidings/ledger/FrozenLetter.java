package dev.tidings.ledger;

import dev.tidings.digest.DigestPeriod;

/**
 * The stored data that a letter is rendered from.
 *
 * @param content the letter's frozen content and recipient
 */
public record FrozenLetter(long id, String digest, DigestPeriod period, String templateVersion, String content) {}
