package dev.tidings.scraping.reading;

import dev.tidings.scraping.web.Document;

/** Reads documents of one kind. */
public interface DocumentReader {

    /** @throws Unreadable if it is no such document */
    Reading read(Document document);
}
