package dev.tidings.scraping.reading;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * The content of a document.
 *
 * @param links further documents to fetch in this run, in order: the next page of a list, the sitemaps of an index
 * @param pages pages of a sitemap, to fetch in this or a later run
 * @param remarks what was left out of a document that exceeds a limit
 */
public record ParsedDocument(List<ExtractedItem> items, List<URI> links, List<ListedPage> pages, List<String> remarks) {
    /** More items than a document for people has. */
    public static final int MAX_ITEMS = 10_000;

    static final String TOO_MANY_ITEMS = "The document has more than " + MAX_ITEMS + " items; the others are left out";

    static ParsedDocument of(List<ExtractedItem> items) {
        return new ParsedDocument(items, List.of(), List.of(), List.of());
    }

    static ParsedDocument of(List<ExtractedItem> items, List<URI> links) {
        return new ParsedDocument(items, links, List.of(), List.of());
    }

    /** With a further link. */
    public ParsedDocument withLink(URI link) {
        List<URI> more = new ArrayList<>(links);
        more.add(link);
        return new ParsedDocument(items, more, pages, remarks);
    }

    /** With at most {@link #MAX_ITEMS} items, and a remark if there were more. */
    public ParsedDocument limited() {
        if (items.size() <= MAX_ITEMS) {
            return this;
        }
        return new ParsedDocument(items.subList(0, MAX_ITEMS), links, pages, remarks)
                .withRemarks(List.of(TOO_MANY_ITEMS));
    }

    ParsedDocument withRemarks(List<String> more) {
        List<String> all = new ArrayList<>(remarks);
        all.addAll(more);
        return new ParsedDocument(items, links, pages, all);
    }
}
