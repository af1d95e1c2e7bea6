package dev.tidings.scraping;

/** A source cannot run now because it or another source on its host is running. */
public final class SourceBusy extends RuntimeException {
    SourceBusy(String source) {
        super("The source \"" + source + "\" or another source on its host is running; try again when it has finished");
    }
}
