package dev.tidings.content.metrics;

import dev.tidings.audience.Users;
import dev.tidings.bulk.BulkLoader;
import dev.tidings.bulk.ImportFormat;
import dev.tidings.bulk.ImportProgress;
import dev.tidings.bulk.ImportReport;
import dev.tidings.bulk.RowReader;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/**
 * Daily numbers, one account's day from one source per line: {@code account_id} or the {@code email} of a user of it,
 * {@code metric_date}, {@code source_name} if there are several, and {@code data} with numbers by metric; in CSV every
 * further column is a metric.
 *
 * <p>A line replaces what is there for its account, day and source.
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
     * Reads lines to the end; bad ones are reported and cost no other.
     *
     * @param format null to be told by the first character
     * @throws dev.tidings.bulk.FileRefused if no line of such a file could be taken
     * @throws IOException if the lines break off
     */
    public ImportReport importAll(InputStream in, @Nullable ImportFormat format, ImportProgress progress)
            throws IOException {
        return loader.load(RowReader.open(in, format), plain(), progress);
    }

    /**
     * Reads a wide CSV file, and creates users where the mapping says so.
     *
     * @throws dev.tidings.bulk.FileRefused if the file lacks a column that the mapping names
     * @throws IOException if the lines break off
     */
    public ImportReport importWide(InputStream in, MetricsMapping mapping, ImportProgress progress) throws IOException {
        MetricsImportTarget destination =
                new MetricsImportTarget(staged, users, new WideRowFormat(mapping), mapping.users());
        return loader.load(RowReader.open(in, ImportFormat.CSV), destination, progress);
    }

    /**
     * Takes one line.
     *
     * @throws dev.tidings.bulk.RowRefused if it cannot be taken
     */
    public void importOne(ObjectNode line) {
        loader.load(line, plain());
    }

    private MetricsImportTarget plain() {
        return new MetricsImportTarget(staged, users, new PlainRowFormat(), null);
    }
}
