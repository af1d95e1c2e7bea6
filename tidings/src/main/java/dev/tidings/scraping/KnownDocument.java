package dev.tidings.scraping;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A document as of its last fetch.
 *
 * @param etag the validator from the server, or null; likewise {@code lastModified}
 * @param items the URLs of the opportunities in it
 * @param listedModifiedAt the {@code lastmod} of a sitemap at the time of the fetch; null if there was none
 */
record KnownDocument(
        URI uri,
        @Nullable String etag,
        @Nullable String lastModified,
        List<String> items,
        @Nullable Instant listedModifiedAt,
        Instant fetchedAt) {

    /** The same document after a fetch that found it unchanged. */
    KnownDocument fetched(@Nullable Instant listed, Instant now) {
        return new KnownDocument(uri, etag, lastModified, items, listed, now);
    }
}
