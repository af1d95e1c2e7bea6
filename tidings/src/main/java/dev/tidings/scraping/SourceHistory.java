package dev.tidings.scraping;

import dev.tidings.scraping.reading.ItemField;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What earlier runs of a source have fetched. */
interface SourceHistory {
    /** The history of a run that neither knows nor changes anything. */
    SourceHistory NONE = new SourceHistory() {
        @Override
        public Map<URI, KnownDocument> documents(Source source) {
            return Map.of();
        }

        @Override
        public Map<String, Map<ItemField, List<String>>> details(Source source, Map<String, String> itemsByUrl) {
            return Map.of();
        }

        @Override
        public void store(Source source, KnownDetail detail, Instant now) {
            // A run without history leaves no trace.
        }
    };

    /** The documents of the source, by address. */
    Map<URI, KnownDocument> documents(Source source);

    /**
     * The texts of the second documents of the items that have not changed, by address.
     *
     * @param itemsByUrl the items' texts in the list, by address
     */
    Map<String, Map<ItemField, List<String>>> details(Source source, Map<String, String> itemsByUrl);

    void store(Source source, KnownDetail detail, Instant now);
}
