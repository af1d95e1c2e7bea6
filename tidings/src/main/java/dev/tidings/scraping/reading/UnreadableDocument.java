package dev.tidings.scraping.reading;

import org.jspecify.annotations.Nullable;

/** A document does not have the expected format. The message says what was found. */
public final class UnreadableDocument extends RuntimeException {
    UnreadableDocument(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    UnreadableDocument(String message) {
        this(message, null);
    }
}
