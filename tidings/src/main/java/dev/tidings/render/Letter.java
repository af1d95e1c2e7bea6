package dev.tidings.render;

import dev.tidings.audience.Recipient;
import dev.tidings.content.Content;
import dev.tidings.digest.DigestPeriod;

/**
 * The complete data that one message is rendered from.
 *
 * @param id the letter's id in the ledger
 * @param digest the digest's name
 * @param templateVersion hash of the template's text
 */
public record Letter(
        long id, String digest, DigestPeriod period, Recipient recipient, Content content, String templateVersion) {}
