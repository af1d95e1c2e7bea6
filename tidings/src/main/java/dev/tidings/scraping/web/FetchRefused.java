package dev.tidings.scraping.web;

import java.io.IOException;

/** A request or response was refused by a rule or limit. The message says which. */
final class FetchRefused extends IOException {
    FetchRefused(String message) {
        super(message);
    }
}
