package dev.tidings.scraping;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A document as it was fetched last.
 *
 * @param etag what its server called this version, or null; likewise {@code lastModified}
 * @param items the addresses of the opportunities that it told of
 */
record KnownDocument(
        URI uri, @Nullable String etag, @Nullable String lastModified, List<String> items) {}
