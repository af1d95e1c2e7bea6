package dev.tidings.scraping;

import dev.tidings.scraping.reading.Found;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one run has gathered from the web so far. */
final class Harvest {
    /** A document's items, and what to ask for its changes with. */
    record Gathered(
            URI uri, @Nullable String etag, @Nullable String lastModified, List<Found> items, boolean isLeaf) {}

    private final List<Gathered> documents = new ArrayList<>();
    private final List<URI> unchanged = new ArrayList<>();
    private final List<String> confirmed = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private int visits;
    private long bytes;
    private @Nullable Integer httpStatus;
    private @Nullable String problem;
    private boolean isDismissed;
    private @Nullable Duration retryAfter;

    void visited(@Nullable Integer status) {
        if (visits++ == 0) {
            httpStatus = status;
        }
    }

    void add(Gathered document, int size) {
        documents.add(document);
        bytes += size;
    }

    void confirm(KnownDocument document) {
        unchanged.add(document.uri());
        confirmed.addAll(document.items());
    }

    void note(String text) {
        notes.add(text);
    }

    /** The run has no use any more. */
    void fail(String text) {
        problem = text;
    }

    /** The server wants to be left alone. */
    void dismissed(@Nullable Duration wish) {
        isDismissed = true;
        retryAfter = wish;
    }

    boolean isDismissed() {
        return isDismissed;
    }

    boolean isFirst() {
        return visits <= 1;
    }

    int visits() {
        return visits;
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

    List<Gathered> documents() {
        return documents;
    }

    List<URI> unchanged() {
        return unchanged;
    }

    /** The addresses of opportunities in documents that have not changed. */
    List<String> confirmed() {
        return confirmed;
    }

    List<String> notes() {
        return notes;
    }
}
