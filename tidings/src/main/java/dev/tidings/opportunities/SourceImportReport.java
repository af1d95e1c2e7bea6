package dev.tidings.opportunities;

import dev.tidings.bulk.ImportReport;

/**
 * The result of importing a source's rows.
 *
 * @param created new opportunities
 * @param updated known opportunities that changed
 * @param importReport rejected rows with reasons; rows count from 1
 */
public record SourceImportReport(long created, long updated, ImportReport importReport) {

    /** Rows without any change. */
    public long unchanged() {
        return importReport.accepted() - created - updated;
    }
}
