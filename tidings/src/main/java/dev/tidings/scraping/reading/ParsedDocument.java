package dev.tidings.scraping.reading;

import java.net.URI;
import java.util.List;

/**
 * The content of a document.
 *
 * @param links further documents to fetch, in order
 */
public record ParsedDocument(List<ExtractedItem> items, List<URI> links) {
    static ParsedDocument of(List<ExtractedItem> items) {
        return new ParsedDocument(items, List.of());
    }
}
