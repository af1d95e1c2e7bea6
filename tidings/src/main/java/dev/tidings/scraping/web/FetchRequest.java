package dev.tidings.scraping.web;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A document to fetch.
 *
 * @param port besides 80 and 443, the port that may be called
 * @param allowPrivate whether the address may lie in a private network
 * @param etag what the server called the version that is known, or null
 * @param lastModified when the server said that it was changed, in the server's own words, or null
 */
public record FetchRequest(
        URI uri,
        int port,
        boolean allowPrivate,
        @Nullable String etag,
        @Nullable String lastModified) {

    public FetchRequest(URI uri, int port, boolean allowPrivate) {
        this(uri, port, allowPrivate, null, null);
    }

    /** Where a redirect leads. */
    FetchRequest redirectedTo(URI other) {
        return new FetchRequest(other, port, allowPrivate, etag, lastModified);
    }

    /** Another document in the same place. */
    FetchRequest forOtherDocument(URI other) {
        return new FetchRequest(other, port, allowPrivate);
    }
}
