package dev.tidings.scraping.web;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came of a visit. */
public sealed interface DocumentFetch {

    /** @param etag what to ask for changes with, or null; likewise {@code lastModified} */
    record Fetched(
            WebDocument document,
            int status,
            @Nullable String etag,
            @Nullable String lastModified) implements DocumentFetch {}

    /** The document is what it was (304). */
    record NotModified() implements DocumentFetch {}

    /**
     * There is no document.
     *
     * @param problem what was found, in a line
     * @param status the server's answer, or null if there was none
     * @param retryAfter how long the server wants to be left alone, or null if it did not say
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
