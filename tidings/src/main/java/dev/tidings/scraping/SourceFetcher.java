package dev.tidings.scraping;

import dev.tidings.scraping.FetchResult.FetchedDocument;
import dev.tidings.scraping.reading.DocumentReader;
import dev.tidings.scraping.reading.ParsedDocument;
import dev.tidings.scraping.reading.UnreadableDocument;
import dev.tidings.scraping.web.DocumentFetch;
import dev.tidings.scraping.web.DocumentFetcher;
import dev.tidings.scraping.web.FetchRequest;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Fetches a source's documents, starting at its URL and following links to further documents. */
@Component
class SourceFetcher {
    private static final Duration MAX_DURATION = Duration.ofMinutes(10);
    private static final int MAX_ITEMS = 5_000;

    /** Too Many Requests, Service Unavailable. */
    private static final Set<Integer> THROTTLING_STATUSES = Set.of(429, 503);

    private final DocumentFetcher fetcher;
    private final KnownDocuments knownDocuments;
    private final InstantSource clock;

    SourceFetcher(DocumentFetcher fetcher, KnownDocuments knownDocuments, InstantSource clock) {
        this.fetcher = fetcher;
        this.knownDocuments = knownDocuments;
        this.clock = clock;
    }

    /**
     * A failure of the first document fails the run. A failure of a later one becomes a note.
     *
     * @throws InterruptedException if the thread is interrupted
     */
    FetchResult fetch(Source source) throws InterruptedException {
        FetchResult result = new FetchResult();
        DocumentReader reader = DocumentReaders.forSource(source, clock.instant());
        Deque<URI> queue = new ArrayDeque<>(List.of(source.url()));
        Set<URI> queued = new HashSet<>(queue);
        Instant deadline = clock.instant().plus(MAX_DURATION);
        int itemCount = 0;
        while (!queue.isEmpty() && result.problem() == null && !result.isThrottled()) {
            if (result.requestCount() == source.pages()
                    || itemCount >= MAX_ITEMS
                    || clock.instant().isAfter(deadline)) {
                result.note(queue.size() + " documents skipped: the run's limit is reached");
                break;
            }
            @Nullable ParsedDocument parsed = fetchDocument(source, queue.remove(), reader, result);
            if (Thread.interrupted()) {
                throw new InterruptedException("Interrupted during the run of a source");
            }
            if (parsed != null) {
                itemCount += parsed.items().size();
                parsed.links().stream().filter(queued::add).forEach(queue::add);
            }
        }
        return result;
    }

    private @Nullable ParsedDocument fetchDocument(Source source, URI uri, DocumentReader reader, FetchResult result)
            throws InterruptedException {
        @Nullable KnownDocument knownDocument = knownDocuments.find(source, uri).orElse(null);
        FetchRequest request = new FetchRequest(
                uri,
                source.url().getPort(),
                source.allowPrivate(),
                knownDocument == null ? null : knownDocument.etag(),
                knownDocument == null ? null : knownDocument.lastModified());
        return switch (fetcher.fetch(request)) {
            case DocumentFetch.Fetched fetched -> {
                result.countRequest(fetched.status());
                yield parse(uri, fetched, reader, result);
            }
            case DocumentFetch.NotModified unchanged -> {
                result.countRequest(304);
                if (knownDocument != null) {
                    result.addUnchanged(knownDocument);
                }
                yield null;
            }
            case DocumentFetch.FetchFailed failed -> {
                result.countRequest(failed.status());
                if (failed.retryAfter() != null
                        || (failed.status() != null && THROTTLING_STATUSES.contains(failed.status()))) {
                    result.markThrottled(failed.retryAfter());
                }
                recordProblem(result, uri, failed.problem());
                yield null;
            }
        };
    }

    private static @Nullable ParsedDocument parse(
            URI uri, DocumentFetch.Fetched fetched, DocumentReader reader, FetchResult result) {
        try {
            ParsedDocument parsed = reader.read(fetched.document());
            result.add(
                    new FetchedDocument(
                            uri,
                            fetched.etag(),
                            fetched.lastModified(),
                            parsed.items(),
                            parsed.links().isEmpty()),
                    fetched.document().bytes().length);
            return parsed;
        } catch (UnreadableDocument e) {
            recordProblem(result, uri, String.valueOf(e.getMessage()));
            return null;
        }
    }

    private static void recordProblem(FetchResult result, URI uri, String problem) {
        if (result.isFirstRequest()) {
            result.fail(problem);
        } else {
            result.note(uri + ": " + problem);
        }
    }
}
