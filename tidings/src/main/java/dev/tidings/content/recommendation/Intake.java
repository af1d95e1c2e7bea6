package dev.tidings.content.recommendation;

import dev.tidings.bulk.ImportReport;

/**
 * What became of the lines of a source.
 *
 * @param created opportunities that were not known before
 * @param updated known ones that the lines have changed
 * @param report which lines were refused, and why; its lines count from 1
 */
public record Intake(long created, long updated, ImportReport report) {

    /** Lines that told nothing new. */
    public long unchanged() {
        return report.accepted() - created - updated;
    }
}
