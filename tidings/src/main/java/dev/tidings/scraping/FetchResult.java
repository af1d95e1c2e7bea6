package dev.tidings.scraping;

import dev.tidings.scraping.reading.ExtractedItem;
import dev.tidings.scraping.reading.ListedPage;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The documents, problems and counters that one run has collected so far. */
final class FetchResult {
    /**
     * A document's items and the validators for the next conditional request.
     *
     * @param listed the sitemap's entry of the document; null if no sitemap lists it
     * @param hasLinks whether the document leads to further documents
     */
    record FetchedDocument(
            URI uri,
            @Nullable String etag,
            @Nullable String lastModified,
            @Nullable ListedPage listed,
            List<ExtractedItem> items,
            boolean hasLinks) {

        /**
         * Whether a later run may do without the document if it has not changed. An unchanged list page can still lead
         * to new documents.
         */
        boolean canBeSkipped() {
            return !hasLinks && (listed != null || etag != null || lastModified != null);
        }
    }

    private final List<FetchedDocument> documents = new ArrayList<>();
    private final List<KnownDocument> unchangedDocuments = new ArrayList<>();
    private final List<URI> skippedDocuments = new ArrayList<>();
    private final IdentityHashMap<ExtractedItem, String> detailProblems = new IdentityHashMap<>();
    private final Set<ExtractedItem> waiting = Collections.newSetFromMap(new IdentityHashMap<>());
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

    /** Adds a document that the server reports as unchanged. */
    void addUnchanged(KnownDocument document) {
        unchangedDocuments.add(document);
        unchangedItemUrls.addAll(document.items());
    }

    /** Adds a document that is still listed and was not requested. */
    void addSkipped(KnownDocument document) {
        skippedDocuments.add(document.uri());
        unchangedItemUrls.addAll(document.items());
    }

    /** Marks an item whose second document could not be read. */
    void addWithoutDetail(ExtractedItem item, String problem) {
        detailProblems.put(item, problem);
    }

    /** Marks an item whose second document a later run fetches. */
    void addWaiting(ExtractedItem item) {
        waiting.add(item);
    }

    /** Why the item's second document could not be read, or null. */
    @Nullable
    String detailProblem(ExtractedItem item) {
        return detailProblems.get(item);
    }

    /** Whether the item needs no second document, or has it. */
    boolean hasDetail(ExtractedItem item) {
        return !waiting.contains(item) && !detailProblems.containsKey(item);
    }

    boolean isWaiting(ExtractedItem item) {
        return waiting.contains(item);
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

    List<KnownDocument> unchangedDocuments() {
        return unchangedDocuments;
    }

    List<URI> skippedDocuments() {
        return skippedDocuments;
    }

    /** The URLs of opportunities in documents that have not changed. */
    List<String> unchangedItemUrls() {
        return unchangedItemUrls;
    }

    List<String> notes() {
        return notes;
    }
}
