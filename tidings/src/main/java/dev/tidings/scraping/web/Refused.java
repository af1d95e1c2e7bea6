package dev.tidings.scraping.web;

import java.io.IOException;

/** The end of an exchange that cost more than it may. */
final class Refused extends IOException {
    Refused(String message) {
        super(message);
    }
}
