package dev.tidings.console;

import dev.tidings.console.OverviewModel.EditionListItem;
import dev.tidings.digest.Digest;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of editions, the newest first.
 *
 * @param digests the digests to filter by
 * @param digest the selected digest, or null
 * @param before the page begins after this edition, or null on the first
 * @param next the address of the next page, or null on the last
 */
public record EditionList(
        List<EditionListItem> lines,
        Collection<Digest> digests,
        @Nullable String digest,
        @Nullable Long before,
        @Nullable String next) {}
