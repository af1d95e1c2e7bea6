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

/** Fetches a source's documents, from the first to those that it leads to. */
@Component
class SourceFetcher {
    private static final Duration MAX_DURATION = Duration.ofMinutes(10);
    private static final int MAX_ITEMS = 5_000;

    /** Too Many Requests, Service Unavailable. */
    private static final Set<Integer> THROTTLING_STATUSES = Set.of(429, 503);

    private final DocumentFetcher web;
    private final KnownDocuments known;
    private final InstantSource clock;

    SourceFetcher(DocumentFetcher web, KnownDocuments known, InstantSource clock) {
        this.web = web;
        this.known = known;
        this.clock = clock;
    }

    /**
     * A first document that cannot be had or read fails the run; a later one is noted.
     *
     * @throws InterruptedException if the thread is asked to end
     */
    FetchResult fetch(Source source) throws InterruptedException {
        FetchResult harvest = new FetchResult();
        DocumentReader reader = DocumentReaders.forSource(source);
        Deque<URI> ahead = new ArrayDeque<>(List.of(source.url()));
        Set<URI> seen = new HashSet<>(ahead);
        Instant end = clock.instant().plus(MAX_DURATION);
        int items = 0;
        while (!ahead.isEmpty() && harvest.problem() == null && !harvest.isThrottled()) {
            if (harvest.requestCount() == source.pages()
                    || items >= MAX_ITEMS
                    || clock.instant().isAfter(end)) {
                harvest.note(ahead.size() + " documents were left for another time");
                break;
            }
            @Nullable ParsedDocument reading = fetchDocument(source, ahead.remove(), reader, harvest);
            if (Thread.interrupted()) {
                throw new InterruptedException("The run was asked to end");
            }
            if (reading != null) {
                items += reading.items().size();
                reading.links().stream().filter(seen::add).forEach(ahead::add);
            }
        }
        return harvest;
    }

    private @Nullable ParsedDocument fetchDocument(Source source, URI uri, DocumentReader reader, FetchResult harvest)
            throws InterruptedException {
        @Nullable KnownDocument before = known.find(source, uri).orElse(null);
        FetchRequest visit = new FetchRequest(
                uri,
                source.url().getPort(),
                source.allowPrivate(),
                before == null ? null : before.etag(),
                before == null ? null : before.lastModified());
        return switch (web.fetch(visit)) {
            case DocumentFetch.Fetched fetched -> {
                harvest.countRequest(fetched.status());
                yield parse(uri, fetched, reader, harvest);
            }
            case DocumentFetch.NotModified unchanged -> {
                harvest.countRequest(304);
                if (before != null) {
                    harvest.addUnchanged(before);
                }
                yield null;
            }
            case DocumentFetch.FetchFailed failed -> {
                harvest.countRequest(failed.status());
                if (failed.retryAfter() != null
                        || (failed.status() != null && THROTTLING_STATUSES.contains(failed.status()))) {
                    harvest.markThrottled(failed.retryAfter());
                }
                recordProblem(harvest, uri, failed.problem());
                yield null;
            }
        };
    }

    private static @Nullable ParsedDocument parse(
            URI uri, DocumentFetch.Fetched fetched, DocumentReader reader, FetchResult harvest) {
        try {
            ParsedDocument reading = reader.read(fetched.document());
            harvest.add(
                    new FetchedDocument(
                            uri,
                            fetched.etag(),
                            fetched.lastModified(),
                            reading.items(),
                            reading.links().isEmpty()),
                    fetched.document().bytes().length);
            return reading;
        } catch (UnreadableDocument e) {
            recordProblem(harvest, uri, String.valueOf(e.getMessage()));
            return null;
        }
    }

    private static void recordProblem(FetchResult harvest, URI uri, String problem) {
        if (harvest.isFirstRequest()) {
            harvest.fail(problem);
        } else {
            harvest.note(uri + ": " + problem);
        }
    }
}
