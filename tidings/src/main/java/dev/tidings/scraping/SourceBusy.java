package dev.tidings.scraping;

/** A source cannot be visited now: it, or another one of its host, is being visited. */
public final class SourceBusy extends RuntimeException {
    SourceBusy(String source) {
        super("The source \"" + source
                + "\", or another one of its host, is being visited now; try again when it is done");
    }
}
