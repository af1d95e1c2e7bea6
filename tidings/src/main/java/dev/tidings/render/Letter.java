package dev.tidings.render;

import dev.tidings.audience.Recipient;
import dev.tidings.content.Content;
import dev.tidings.digest.DigestPeriod;

/**
 * The complete data that one message is rendered from.
 *
 * @param id the letter's id in the ledger
 * @param messageKey identifies the letter's message to the world: frozen with its content, the same at every attempt, and
 *     random, so that no other installation has it and nobody can guess it
 * @param digest the digest's name
 * @param templateVersion hash of the template's text
 */
public record Letter(
        long id,
        String messageKey,
        String digest,
        DigestPeriod period,
        Recipient recipient,
        Content content,
        String templateVersion) {}
