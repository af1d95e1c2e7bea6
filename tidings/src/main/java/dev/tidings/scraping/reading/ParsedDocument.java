package dev.tidings.scraping.reading;

import java.net.URI;
import java.util.List;

/** @param links the documents that this one leads to, in the order to read them */
public record ParsedDocument(List<ExtractedItem> items, List<URI> links) {
    static ParsedDocument of(List<ExtractedItem> items) {
        return new ParsedDocument(items, List.of());
    }
}
