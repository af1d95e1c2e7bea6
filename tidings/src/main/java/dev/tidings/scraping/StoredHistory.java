package dev.tidings.scraping;

import dev.tidings.scraping.reading.ItemField;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The history in the database. */
@Component
class StoredHistory implements SourceHistory {
    private final KnownDocuments documents;
    private final KnownDetails details;

    StoredHistory(KnownDocuments documents, KnownDetails details) {
        this.documents = documents;
        this.details = details;
    }

    @Override
    public Map<URI, KnownDocument> documents(Source source) {
        return documents.ofSource(source);
    }

    @Override
    public Map<String, Map<ItemField, List<String>>> details(Source source, Map<String, String> itemsByUrl) {
        return details.find(source, itemsByUrl);
    }

    @Override
    public void store(Source source, KnownDetail detail, Instant now) {
        details.store(source, detail, now);
    }
}
