package dev.tidings.scraping.reading;

import java.net.URI;
import java.util.List;

/**
 * The content of a document.
 *
 * @param links further documents to fetch in this run, in order: the next page of a list, the sitemaps of an index
 * @param pages pages of a sitemap, to fetch in this or a later run
 */
public record ParsedDocument(List<ExtractedItem> items, List<URI> links, List<ListedPage> pages) {
    static ParsedDocument of(List<ExtractedItem> items) {
        return new ParsedDocument(items, List.of(), List.of());
    }

    static ParsedDocument of(List<ExtractedItem> items, List<URI> links) {
        return new ParsedDocument(items, links, List.of());
    }
}
