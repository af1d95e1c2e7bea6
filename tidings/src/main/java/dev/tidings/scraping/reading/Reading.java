package dev.tidings.scraping.reading;

import java.net.URI;
import java.util.List;

/** @param onward the documents that this one leads to, in the order to read them */
public record Reading(List<Found> items, List<URI> onward) {
    static Reading of(List<Found> items) {
        return new Reading(items, List.of());
    }
}
