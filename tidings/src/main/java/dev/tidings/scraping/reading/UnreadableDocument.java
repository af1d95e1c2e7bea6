package dev.tidings.scraping.reading;

import org.jspecify.annotations.Nullable;

/** A document is not of the kind that was expected; the message says what it is or lacks. */
public final class UnreadableDocument extends RuntimeException {
    UnreadableDocument(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    UnreadableDocument(String message) {
        this(message, null);
    }
}
