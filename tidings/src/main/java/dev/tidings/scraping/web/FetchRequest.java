package dev.tidings.scraping.web;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A document to fetch.
 *
 * @param port port allowed in addition to 80 and 443
 * @param allowPrivate whether private addresses are allowed
 * @param etag validator of the known version, or null
 * @param lastModified validator of the known version, verbatim from the server, or null
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

    /** The same request for the target of a redirect. */
    FetchRequest redirectedTo(URI target) {
        return new FetchRequest(target, port, allowPrivate, etag, lastModified);
    }

    /** A request for another document with the same permissions. */
    FetchRequest forOtherDocument(URI target) {
        return new FetchRequest(target, port, allowPrivate);
    }
}
