package dev.tidings.scraping.web;

import dev.tidings.core.WebUrl;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A document to fetch.
 *
 * @param port port allowed in addition to 80 and 443
 * @param allowPrivate whether private addresses are allowed
 * @param etag validator of the known version, or null
 * @param lastModified validator of the known version, verbatim from the server, or null
 * @param content headers and body
 */
public record FetchRequest(
        URI uri,
        int port,
        boolean allowPrivate,
        @Nullable String etag,
        @Nullable String lastModified,
        RequestContent content) {

    public FetchRequest(URI uri, int port, boolean allowPrivate) {
        this(uri, port, allowPrivate, null, null, RequestContent.NONE);
    }

    /**
     * The request for the target of a redirect (RFC 9110, 15.4). A POST becomes a GET, unless the status demands the
     * same method. Another host receives neither headers nor body.
     *
     * @throws FetchRefused if the body would have to go to another host
     */
    FetchRequest redirectedTo(URI target, int status) throws FetchRefused {
        boolean keepsMethod = status == 307 || status == 308;
        if (isSameSite(target)) {
            RequestContent kept = keepsMethod ? content : content.withoutBody();
            return new FetchRequest(target, port, allowPrivate, etag, lastModified, kept);
        }
        if (keepsMethod && content.body() != null) {
            throw new FetchRefused("The redirect from " + uri + " leads to " + target
                    + ", and the body is sent to no other host: set url to it");
        }
        return new FetchRequest(target, port, allowPrivate, etag, lastModified, RequestContent.NONE);
    }

    /** Whether a target has the same scheme, host and port, or is the same host over HTTPS. */
    private boolean isSameSite(URI target) {
        WebUrl from = WebUrl.parse(uri.toString());
        WebUrl to = WebUrl.parse(target.toString());
        if (from == null || to == null || !from.host().equals(to.host())) {
            return false;
        }
        boolean upgrade = to.scheme().equals("https") && to.port() < 0 && from.port() < 0;
        return upgrade || from.origin().equals(to.origin());
    }

    /** A request for another document with the same permissions. */
    FetchRequest forOtherDocument(URI target) {
        return new FetchRequest(target, port, allowPrivate);
    }
}
