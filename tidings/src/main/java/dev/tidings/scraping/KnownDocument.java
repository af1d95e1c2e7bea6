package dev.tidings.scraping;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A document as of its last fetch.
 *
 * @param etag the validator from the server, or null; likewise {@code lastModified}
 * @param items the URLs of the opportunities in it
 */
record KnownDocument(
        URI uri, @Nullable String etag, @Nullable String lastModified, List<String> items) {}
