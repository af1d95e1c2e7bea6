package dev.tidings.console;

import dev.tidings.opportunities.SourceOpportunityCount;
import dev.tidings.scraping.SourceStatus;

/** A source with the number of opportunities that it found. */
public record SourceLine(SourceStatus status, SourceOpportunityCount count) {

    public String name() {
        return status.source().name();
    }

    /** The CSS class of its state. */
    public String cssClass() {
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

    public String label() {
        if (!status.source().enabled()) {
            return "disabled";
        }
        return switch (status.health()) {
            case NEW -> "not run yet";
            case OK -> "ok";
            case FAILING -> status.breakerOpen() ? "failing, tried rarely" : "failing";
            case SUSPICIOUS -> "suspicious";
        };
    }
}
