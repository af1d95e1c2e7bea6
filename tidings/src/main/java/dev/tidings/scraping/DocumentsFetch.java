package dev.tidings.scraping;

import dev.tidings.scraping.FetchResult.FetchedDocument;
import dev.tidings.scraping.Source.SourceKind;
import dev.tidings.scraping.reading.DocumentReader;
import dev.tidings.scraping.reading.ListedPage;
import dev.tidings.scraping.reading.ParsedDocument;
import dev.tidings.scraping.reading.ParserPool;
import dev.tidings.scraping.reading.UnreadableDocument;
import dev.tidings.scraping.web.DocumentFetch;
import dev.tidings.scraping.web.DocumentFetch.FetchFailed;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Fetches the documents of one run: the list with its further pages, or a sitemap and the pages that it lists. */
final class DocumentsFetch {
    /** Sitemaps themselves do not count as pages. */
    private static final int MAX_SITEMAPS = 50;

    /** More entries would take more memory than a run is worth. */
    private static final int MAX_LISTED = 100_000;

    /** Not Found, Gone. */
    private static final Set<Integer> ABSENT_STATUSES = Set.of(404, 410);

    private final Source source;
    private final RunRequests requests;
    private final ParserPool parsers;
    private final int pages;
    private final FetchResult result;
    private final DocumentReader reader;
    private final Map<URI, KnownDocument> known;
    private final Map<URI, ListedPage> listed = new LinkedHashMap<>();
    private int itemCount;

    /** @param pages maximum documents; of a sitemap, maximum pages */
    DocumentsFetch(Source source, RunRequests requests, SourceHistory history, ParserPool parsers, int pages) {
        this.source = source;
        this.requests = requests;
        this.parsers = parsers;
        this.pages = pages;
        this.result = requests.result();
        this.reader = DocumentReaders.forSource(source, requests.now());
        this.known = history.documents(source);
    }

    /** @throws InterruptedException if the thread is interrupted */
    FetchResult run() throws InterruptedException {
        followLinks();
        fetchListedPages();
        return result;
    }

    private void followLinks() throws InterruptedException {
        int limit = source.kind() == SourceKind.SITEMAP ? MAX_SITEMAPS : pages;
        Deque<URI> queue = new ArrayDeque<>(List.of(source.url()));
        Set<URI> queued = new HashSet<>(queue);
        while (!queue.isEmpty() && result.problem() == null && !result.isThrottled()) {
            if (result.requestCount() == limit || itemCount >= ParsedDocument.MAX_ITEMS || requests.mustEnd()) {
                result.note(queue.size() + " documents skipped: the run's limit is reached");
                return;
            }
            URI uri = queue.remove();
            @Nullable ParsedDocument parsed = fetch(uri, null);
            if (parsed != null) {
                parsed.links().stream().filter(queued::add).forEach(queue::add);
                parsed.pages().stream()
                        .limit(MAX_LISTED - listed.size())
                        .forEach(page -> listed.putIfAbsent(page.uri(), page));
            }
        }
    }

    /** Fetches new and changed pages, then the known ones whose date is unknown. The others wait, and stay as they are. */
    private void fetchListedPages() throws InterruptedException {
        List<ListedPage> due = SitemapPlan.due(listed.values(), known, requests.now());
        Set<URI> fetched = new HashSet<>();
        for (ListedPage page : due) {
            if (fetched.size() == pages || itemCount >= ParsedDocument.MAX_ITEMS || requests.mustEnd()) {
                break;
            }
            fetched.add(page.uri());
            fetch(page.uri(), page);
        }
        int waiting = 0;
        for (URI uri : listed.keySet()) {
            @Nullable KnownDocument before = known.get(uri);
            if (before == null && !fetched.contains(uri)) {
                waiting++;
            } else if (before != null && !fetched.contains(uri)) {
                result.addSkipped(before);
            }
        }
        if (waiting > 0) {
            result.note(waiting + " pages of the sitemap wait for the next runs");
        }
    }

    /**
     * Fetches one document. Returns null if it is unchanged or has a problem.
     *
     * @param page its entry in a sitemap, or null
     */
    private @Nullable ParsedDocument fetch(URI uri, @Nullable ListedPage page) throws InterruptedException {
        @Nullable KnownDocument before = known.get(uri);
        switch (requests.list(uri, before)) {
            case DocumentFetch.Fetched fetched -> {
                return parse(uri, fetched, page);
            }
            case DocumentFetch.NotModified unchanged -> {
                if (before != null) {
                    result.addUnchanged(before.fetched(page == null ? null : page.modifiedAt(), requests.now()));
                }
            }
            case FetchFailed failed -> {
                recordProblem(uri, failed.problem());
                if (failed.status() != null && ABSENT_STATUSES.contains(failed.status())) {
                    rememberEmpty(uri, page);
                }
            }
        }
        return null;
    }

    private @Nullable ParsedDocument parse(URI uri, DocumentFetch.Fetched fetched, @Nullable ListedPage page)
            throws InterruptedException {
        try {
            ParsedDocument parsed =
                    withNextPage(parsers.read(reader, fetched.document()).limited(), fetched.nextPage());
            parsed.remarks().forEach(remark -> result.note(uri + ": " + remark));
            boolean hasLinks = !parsed.links().isEmpty() || !parsed.pages().isEmpty();
            result.add(
                    new FetchedDocument(uri, fetched.etag(), fetched.lastModified(), page, parsed.items(), hasLinks),
                    fetched.document().bytes().length);
            itemCount += parsed.items().size();
            return parsed;
        } catch (UnreadableDocument e) {
            recordProblem(uri, String.valueOf(e.getMessage()));
            rememberEmpty(uri, page);
            return null;
        }
    }

    private ParsedDocument withNextPage(ParsedDocument parsed, @Nullable URI nextPage) {
        if (nextPage == null || !Source.LINK_HEADER.equals(source.next())) {
            return parsed;
        }
        return parsed.withLink(nextPage);
    }

    /** Remembers a listed page without items, so that it does not take the place of others in each run. */
    private void rememberEmpty(URI uri, @Nullable ListedPage page) {
        if (page != null) {
            result.add(new FetchedDocument(uri, null, null, page, List.of(), false), 0);
        }
    }

    private void recordProblem(URI uri, String problem) {
        if (result.isFirstRequest()) {
            result.fail(problem);
        } else {
            result.note(uri + ": " + problem);
        }
    }
}
