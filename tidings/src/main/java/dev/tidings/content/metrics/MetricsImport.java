package dev.tidings.content.metrics;

import dev.tidings.audience.Users;
import dev.tidings.bulk.BulkLoader;
import dev.tidings.bulk.ImportFormat;
import dev.tidings.bulk.ImportProgress;
import dev.tidings.bulk.ImportReport;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/**
 * Imports daily numbers, one row per account, day and source: {@code account_id} or the {@code email} of one of its
 * users, {@code metric_date}, {@code source_name} if there are several, and {@code data} with numbers by metric. In CSV
 * every other column is a metric.
 *
 * <p>A row replaces the earlier row of the same account, day and source.
 */
@Component
public class MetricsImport {
    private final BulkLoader loader;
    private final StagedMetrics staged;
    private final Users users;

    MetricsImport(BulkLoader loader, StagedMetrics staged, Users users) {
        this.loader = loader;
        this.staged = staged;
        this.users = users;
    }

    /**
     * Imports all rows in one transaction, so that no letter mixes days of old and new numbers. Invalid rows are reported
     * and skipped.
     *
     * @param format null to detect it by the first character
     * @throws dev.tidings.bulk.FileRefused if the file has the wrong format
     * @throws IOException if the input ends early; nothing is stored
     */
    public ImportReport importAll(InputStream in, @Nullable ImportFormat format, ImportProgress progress)
            throws IOException {
        return loader.loadWhole(in, format, plain(), progress);
    }

    /**
     * Imports a wide CSV file, and creates users if the mapping says so.
     *
     * @throws dev.tidings.bulk.FileRefused if the file lacks a column that the mapping names
     * @throws IOException if the input ends early; nothing is stored
     */
    public ImportReport importWide(InputStream in, MetricsMapping mapping, ImportProgress progress) throws IOException {
        MetricsImportTarget destination =
                new MetricsImportTarget(staged, users, new WideRowFormat(mapping), mapping.users());
        return loader.loadWhole(in, ImportFormat.CSV, destination, progress);
    }

    /**
     * Imports one row.
     *
     * @throws dev.tidings.bulk.RowRefused if the row is invalid
     */
    public void importOne(ObjectNode row) {
        loader.load(row, plain());
    }

    private MetricsImportTarget plain() {
        return new MetricsImportTarget(staged, users, new PlainRowFormat(), null);
    }
}
