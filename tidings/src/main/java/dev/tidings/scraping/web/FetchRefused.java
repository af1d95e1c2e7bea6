package dev.tidings.scraping.web;

import java.io.IOException;

/** The end of an exchange that cost more than it may. */
final class FetchRefused extends IOException {
    FetchRefused(String message) {
        super(message);
    }
}
