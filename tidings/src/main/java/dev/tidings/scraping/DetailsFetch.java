package dev.tidings.scraping;

import dev.tidings.scraping.reading.DocumentReader;
import dev.tidings.scraping.reading.ExtractedItem;
import dev.tidings.scraping.reading.ItemField;
import dev.tidings.scraping.reading.ParserPool;
import dev.tidings.scraping.reading.UnreadableDocument;
import dev.tidings.scraping.web.DocumentFetch;
import dev.tidings.scraping.web.DocumentFetch.FetchFailed;
import dev.tidings.scraping.web.LinkResolver;
import dev.tidings.scraping.web.WebDocument;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Completes the items of one run with their second documents. Only new and changed items cause a request. An item whose
 * second document is missing is not imported, because it could lack its deadline. A second document that withdraws its
 * item is not stored: each run that reads the list asks again whether it still does.
 */
final class DetailsFetch {
    private final Source source;
    private final SourceDetail detail;
    private final RunRequests requests;
    private final SourceHistory history;
    private final DocumentReader reader;
    private final ParserPool parsers;
    private final int limit;
    private int fetched;
    private int waiting;

    /** @param limit maximum requests */
    DetailsFetch(
            Source source,
            SourceDetail detail,
            RunRequests requests,
            SourceHistory history,
            ParserPool parsers,
            int limit) {
        this.source = source;
        this.detail = detail;
        this.requests = requests;
        this.history = history;
        this.reader = DocumentReaders.forDetail(detail);
        this.parsers = parsers;
        this.limit = limit;
    }

    /** @throws InterruptedException if the thread is interrupted */
    void complete(FetchResult result) throws InterruptedException {
        List<ExtractedItem> items = new ArrayList<>();
        result.documents().stream()
                .flatMap(document -> document.items().stream())
                .forEach(item -> {
                    if (address(item) != null) {
                        items.add(item);
                    } else if (item.withdrawal() == null) {
                        result.addWithoutDetail(item, "The list has no address for it");
                    }
                });
        Map<String, String> textsByUrl = new LinkedHashMap<>();
        items.forEach(item -> textsByUrl.putIfAbsent(String.valueOf(address(item)), item.toString()));
        Map<String, Map<ItemField, List<String>>> known = history.details(source, textsByUrl);
        for (ExtractedItem item : items) {
            @Nullable Map<ItemField, List<String>> before = known.get(String.valueOf(address(item)));
            if (before != null) {
                merge(item, before);
            } else if (item.withdrawal() == null && (fetched == limit || requests.mustEnd())) {
                waiting++;
                result.addWaiting(item);
            } else if (item.withdrawal() == null) {
                fetch(item, result);
            }
        }
        if (waiting > 0) {
            result.note(waiting + " items wait for the next run, which fetches their pages");
        }
    }

    private void fetch(ExtractedItem item, FetchResult result) throws InterruptedException {
        fetched++;
        URI uri = Objects.requireNonNull(address(item));
        switch (requests.detail(uri)) {
            case DocumentFetch.Fetched page -> {
                try {
                    Optional<ExtractedItem> found = read(page.document(), uri);
                    @Nullable
                    String withdrawal = found.map(ExtractedItem::withdrawal).orElse(null);
                    if (withdrawal != null) {
                        item.withdraw(withdrawal);
                    } else if (found.isPresent()) {
                        KnownDetail known = new KnownDetail(
                                uri.toString(), item.toString(), found.get().values());
                        history.store(source, known, requests.now());
                        merge(item, known.texts());
                    } else {
                        result.addWithoutDetail(item, "The page has no item where the configuration says");
                    }
                } catch (UnreadableDocument e) {
                    result.addWithoutDetail(item, String.valueOf(e.getMessage()));
                }
            }
            case DocumentFetch.NotModified unchanged ->
                result.addWithoutDetail(item, "The server answered 304 to a request without conditions");
            case FetchFailed failed -> result.addWithoutDetail(item, failed.problem());
        }
    }

    /** The item of the document with the item's address, or else the first. */
    private Optional<ExtractedItem> read(WebDocument document, URI uri) throws InterruptedException {
        List<ExtractedItem> found = parsers.read(reader, document).items();
        return found.stream()
                .filter(item -> uri.toString().equals(item.text(ItemField.URL)))
                .findFirst()
                .or(() -> found.stream().findFirst());
    }

    /** Values of fields that the configuration names replace the list's. Others only fill what the list lacks. */
    private void merge(ExtractedItem item, Map<ItemField, List<String>> texts) {
        texts.forEach((field, values) -> {
            boolean named = detail.fields().containsKey(field);
            if (named || (field != ItemField.URL && item.texts(field).isEmpty())) {
                item.replace(field, values);
            }
        });
    }

    private @Nullable URI address(ExtractedItem item) {
        String url = item.text(ItemField.URL);
        return url == null ? null : LinkResolver.resolve(source.url(), url);
    }
}
