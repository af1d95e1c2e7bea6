package dev.tidings.console;

import dev.tidings.audience.AudienceSize;
import dev.tidings.console.OverviewModel.EditionLine;
import dev.tidings.digest.Digest;
import dev.tidings.digest.DigestPeriod;
import org.jspecify.annotations.Nullable;

/**
 * The confirmation before a digest is run by hand.
 *
 * @param existing the period's existing edition, or null
 * @param due the recipients now
 */
public record RunView(
        Digest digest, DigestPeriod period, @Nullable EditionLine existing, AudienceSize due, String transport) {}
