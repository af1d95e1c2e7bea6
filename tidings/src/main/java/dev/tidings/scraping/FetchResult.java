package dev.tidings.scraping;

import dev.tidings.scraping.reading.ExtractedItem;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The documents, problems and counters that one run has collected so far. */
final class FetchResult {
    /**
     * A document's items and the validators for the next conditional request.
     *
     * @param isLeaf whether the document has no links to further documents
     */
    record FetchedDocument(
            URI uri, @Nullable String etag, @Nullable String lastModified, List<ExtractedItem> items, boolean isLeaf) {}

    private final List<FetchedDocument> documents = new ArrayList<>();
    private final List<URI> unchangedDocuments = new ArrayList<>();
    private final List<String> unchangedItemUrls = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private int requestCount;
    private long bytes;
    private @Nullable Integer httpStatus;
    private @Nullable String problem;
    private boolean isThrottled;
    private @Nullable Duration retryAfter;

    void countRequest(@Nullable Integer status) {
        if (requestCount++ == 0) {
            httpStatus = status;
        }
    }

    void add(FetchedDocument document, int size) {
        documents.add(document);
        bytes += size;
    }

    void addUnchanged(KnownDocument document) {
        unchangedDocuments.add(document.uri());
        unchangedItemUrls.addAll(document.items());
    }

    void note(String message) {
        notes.add(message);
    }

    /** Marks the run as failed. */
    void fail(String message) {
        problem = message;
    }

    /**
     * The server asked to pause requests.
     *
     * @param duration the server's {@code Retry-After}, or null
     */
    void markThrottled(@Nullable Duration duration) {
        isThrottled = true;
        retryAfter = duration;
    }

    boolean isThrottled() {
        return isThrottled;
    }

    boolean isFirstRequest() {
        return requestCount <= 1;
    }

    int requestCount() {
        return requestCount;
    }

    long bytes() {
        return bytes;
    }

    @Nullable
    Integer httpStatus() {
        return httpStatus;
    }

    @Nullable
    String problem() {
        return problem;
    }

    /** The server's {@code Retry-After}, or null. */
    @Nullable
    Duration retryAfter() {
        return retryAfter;
    }

    List<FetchedDocument> documents() {
        return documents;
    }

    List<URI> unchangedDocuments() {
        return unchangedDocuments;
    }

    /** The URLs of opportunities in documents that have not changed. */
    List<String> unchangedItemUrls() {
        return unchangedItemUrls;
    }

    List<String> notes() {
        return notes;
    }
}
