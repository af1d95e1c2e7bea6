package dev.tidings.scraping;

/** An item cannot be imported. The message says why. */
final class ItemRefused extends RuntimeException {
    ItemRefused(String message) {
        super(message);
    }
}
