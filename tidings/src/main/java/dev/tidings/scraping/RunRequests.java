package dev.tidings.scraping;

import dev.tidings.core.WebUrl;
import dev.tidings.scraping.web.DocumentFetch;
import dev.tidings.scraping.web.DocumentFetch.FetchFailed;
import dev.tidings.scraping.web.DocumentFetch.Fetched;
import dev.tidings.scraping.web.DocumentFetch.NotModified;
import dev.tidings.scraping.web.DocumentFetcher;
import dev.tidings.scraping.web.FetchRequest;
import dev.tidings.scraping.web.RequestContent;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The requests of one run: sends the source's headers to its own host, counts, and keeps the time limit. */
final class RunRequests {
    private static final Duration MAX_DURATION = Duration.ofMinutes(10);

    /** Too Many Requests, Service Unavailable. */
    private static final Set<Integer> THROTTLING_STATUSES = Set.of(429, 503);

    private final Source source;
    private final DocumentFetcher fetcher;
    private final InstantSource clock;
    private final Instant deadline;
    private final Consumer<DocumentFetch> observer;
    private final FetchResult result = new FetchResult();

    /** @param observer receives each answer */
    RunRequests(Source source, DocumentFetcher fetcher, InstantSource clock, Consumer<DocumentFetch> observer) {
        this.source = source;
        this.fetcher = fetcher;
        this.clock = clock;
        this.observer = observer;
        this.deadline = clock.instant().plus(MAX_DURATION);
    }

    FetchResult result() {
        return result;
    }

    /** Whether the run has failed, must pause, or has used its time. */
    boolean mustEnd() {
        return result.problem() != null
                || result.isThrottled()
                || clock.instant().isAfter(deadline);
    }

    Instant now() {
        return clock.instant();
    }

    /** Fetches a document of the list. The source's body makes it a POST, which has no validators. */
    DocumentFetch list(URI uri, @Nullable KnownDocument known) throws InterruptedException {
        boolean conditional = known != null && source.request().body() == null;
        return send(uri, source.request(), conditional ? known : null);
    }

    /** Fetches the second document of an item. */
    DocumentFetch detail(URI uri) throws InterruptedException {
        return send(uri, source.request().withoutBody(), null);
    }

    /** @throws InterruptedException if the thread is interrupted */
    private DocumentFetch send(URI uri, RequestContent content, @Nullable KnownDocument known)
            throws InterruptedException {
        DocumentFetch fetch = fetcher.fetch(new FetchRequest(
                uri,
                WebUrl.port(source.url()),
                source.allowPrivate(),
                known == null ? null : known.etag(),
                known == null ? null : known.lastModified(),
                isOwnHost(uri) ? content : RequestContent.NONE));
        if (Thread.interrupted()) {
            throw new InterruptedException("Interrupted during the run of a source");
        }
        observer.accept(fetch);
        switch (fetch) {
            case Fetched fetched -> {
                result.countRequest(fetched.status());
                noteMove(uri, fetched.movedTo());
            }
            case NotModified unchanged -> {
                result.countRequest(304);
                noteMove(uri, unchanged.movedTo());
            }
            case FetchFailed failed -> {
                result.countRequest(failed.status());
                if (failed.retryAfter() != null
                        || (failed.status() != null && THROTTLING_STATUSES.contains(failed.status()))) {
                    result.markThrottled(failed.retryAfter());
                }
            }
        }
        return fetch;
    }

    private boolean isOwnHost(URI uri) {
        return source.url().getAuthority().equalsIgnoreCase(uri.getAuthority())
                && source.url().getScheme().equalsIgnoreCase(uri.getScheme());
    }

    private void noteMove(URI uri, @Nullable URI movedTo) {
        if (movedTo != null && uri.equals(source.url())) {
            result.note("The address has moved for good: set url to " + movedTo);
        }
    }
}
