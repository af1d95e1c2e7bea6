package dev.tidings.scraping;

import dev.tidings.scraping.reading.ExtractedItem;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one run has gathered from the web so far. */
final class FetchResult {
    /** A document's items, and what to ask for its changes with. */
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

    void note(String text) {
        notes.add(text);
    }

    /** The run has no use any more. */
    void fail(String text) {
        problem = text;
    }

    /** The server wants to be left alone. */
    void markThrottled(@Nullable Duration wish) {
        isThrottled = true;
        retryAfter = wish;
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

    /** How long the server wants to be left alone, or null. */
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

    /** The addresses of opportunities in documents that have not changed. */
    List<String> unchangedItemUrls() {
        return unchangedItemUrls;
    }

    List<String> notes() {
        return notes;
    }
}
