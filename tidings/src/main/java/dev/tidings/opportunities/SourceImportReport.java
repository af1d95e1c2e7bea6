package dev.tidings.opportunities;

import dev.tidings.bulk.ImportReport;

/**
 * What became of the lines of a source.
 *
 * @param created opportunities that were not known before
 * @param updated known ones that the lines have changed
 * @param importReport which lines were refused, and why; its lines count from 1
 */
public record SourceImportReport(long created, long updated, ImportReport importReport) {

    /** Lines that told nothing new. */
    public long unchanged() {
        return importReport.accepted() - created - updated;
    }
}
