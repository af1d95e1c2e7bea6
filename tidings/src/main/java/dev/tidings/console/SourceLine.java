package dev.tidings.console;

import dev.tidings.content.recommendation.SourceCount;
import dev.tidings.scraping.SourceStatus;

/** A source with what it has brought so far. */
public record SourceLine(SourceStatus status, SourceCount count) {

    public String name() {
        return status.source().name();
    }

    /** How it stands: the class of its state, as the style sheet knows it. */
    public String mood() {
        if (!status.source().enabled()) {
            return "off";
        }
        return switch (status.health()) {
            case NEW -> "off";
            case OK -> "ok";
            case FAILING -> "critical";
            case SUSPICIOUS -> "warning";
        };
    }

    public String word() {
        if (!status.source().enabled()) {
            return "switched off";
        }
        return switch (status.health()) {
            case NEW -> "not visited yet";
            case OK -> "well";
            case FAILING -> status.breakerOpen() ? "failing, seldom tried" : "failing";
            case SUSPICIOUS -> "suspicious";
        };
    }
}
