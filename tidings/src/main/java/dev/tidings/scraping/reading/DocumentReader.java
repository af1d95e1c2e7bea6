package dev.tidings.scraping.reading;

import dev.tidings.scraping.web.WebDocument;

/** Reads documents of one kind. */
public interface DocumentReader {

    /** @throws UnreadableDocument if it is no such document */
    ParsedDocument read(WebDocument document);
}
