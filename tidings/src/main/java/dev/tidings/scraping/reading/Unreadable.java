package dev.tidings.scraping.reading;

import org.jspecify.annotations.Nullable;

/** A document is not of the kind that was expected; the message says what it is or lacks. */
public final class Unreadable extends RuntimeException {
    Unreadable(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    Unreadable(String message) {
        this(message, null);
    }
}
