package dev.tidings.scraping.web;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The result of fetching a document. */
public sealed interface DocumentFetch {

    /**
     * @param etag validator for conditional requests, or null
     * @param lastModified likewise, or null
     * @param nextPage the next page, as the {@code Link} header names it, or null
     * @param movedTo the address to which permanent redirects led, or null
     */
    record Fetched(
            WebDocument document,
            int status,
            @Nullable String etag,
            @Nullable String lastModified,
            @Nullable URI nextPage,
            @Nullable URI movedTo)
            implements DocumentFetch {}

    /**
     * The document has not changed since the last fetch (304).
     *
     * @param movedTo the address to which permanent redirects led, or null
     */
    record NotModified(@Nullable URI movedTo) implements DocumentFetch {}

    /**
     * The fetch failed.
     *
     * @param problem one line for operators
     * @param status the HTTP status; null without a response
     * @param retryAfter the server's {@code Retry-After}, or null
     */
    record FetchFailed(
            String problem,
            @Nullable Integer status,
            @Nullable Duration retryAfter) implements DocumentFetch {
        FetchFailed(String problem) {
            this(problem, null, null);
        }
    }
}
