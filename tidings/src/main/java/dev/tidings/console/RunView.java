package dev.tidings.console;

import dev.tidings.console.OverviewModel.EditionLine;
import dev.tidings.digest.Digest;
import dev.tidings.digest.DigestPeriod;
import org.jspecify.annotations.Nullable;

/**
 * The confirmation before a digest is run by hand.
 *
 * @param existing the period's existing edition, or null
 * @param due number of recipients now
 */
public record RunView(
        Digest digest, DigestPeriod period, @Nullable EditionLine existing, long due, String transport) {}
