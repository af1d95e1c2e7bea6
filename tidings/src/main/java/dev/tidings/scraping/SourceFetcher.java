package dev.tidings.scraping;

import dev.tidings.scraping.reading.ParserPool;
import dev.tidings.scraping.web.DocumentFetcher;
import java.time.InstantSource;
import org.springframework.stereotype.Component;

/** Fetches a source's documents, starting at its URL and following links to further documents. */
@Component
class SourceFetcher {
    /** Takes most of a run's time. The next run goes on. */
    private static final int MAX_DETAILS = 200;

    private final DocumentFetcher fetcher;
    private final StoredHistory history;
    private final ParserPool parsers;
    private final InstantSource clock;

    SourceFetcher(DocumentFetcher fetcher, StoredHistory history, ParserPool parsers, InstantSource clock) {
        this.fetcher = fetcher;
        this.history = history;
        this.parsers = parsers;
        this.clock = clock;
    }

    /**
     * A failure of the first document fails the run. A failure of a later one becomes a note.
     *
     * @throws InterruptedException if the thread is interrupted
     */
    FetchResult fetch(Source source) throws InterruptedException {
        RunRequests requests = new RunRequests(source, fetcher, clock, fetch -> {});
        FetchResult result = new DocumentsFetch(source, requests, history, parsers, source.pages()).run();
        if (source.detail() != null && result.problem() == null) {
            new DetailsFetch(source, source.detail(), requests, history, parsers, MAX_DETAILS).complete(result);
        }
        return result;
    }
}
