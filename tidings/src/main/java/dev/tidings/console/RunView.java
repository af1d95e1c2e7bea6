package dev.tidings.console;

import dev.tidings.console.OverviewModel.EditionLine;
import dev.tidings.digest.Digest;
import dev.tidings.digest.DigestPeriod;
import org.jspecify.annotations.Nullable;

/**
 * What running a digest by hand would do, told before it is done.
 *
 * @param existing the edition that the period has already, or null
 * @param due how many would be due now
 */
public record RunView(
        Digest digest, DigestPeriod period, @Nullable EditionLine existing, long due, String transport) {}
