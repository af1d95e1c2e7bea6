package dev.tidings.scraping.reading;

import dev.tidings.scraping.web.WebDocument;

/** Parses documents of one format. */
public interface DocumentReader {

    /** @throws UnreadableDocument if the document has another format */
    ParsedDocument read(WebDocument document);
}
