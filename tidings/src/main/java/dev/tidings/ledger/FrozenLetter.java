package dev.tidings.ledger;

import dev.tidings.digest.DigestPeriod;

/**
 * All that a letter is rendered from.
 *
 * @param content what the letter says and to whom, frozen
 */
public record FrozenLetter(long id, String digest, DigestPeriod period, String templateVersion, String content) {}
