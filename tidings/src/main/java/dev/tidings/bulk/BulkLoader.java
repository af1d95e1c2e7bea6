package dev.tidings.bulk;

import dev.tidings.database.ConnectionUse;
import dev.tidings.database.SqlErrorClassifier;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/**
 * Imports any number of rows in constant memory. Each batch is copied to a staging table and stored from there in one
 * transaction while the next batch is read. A row that cannot be stored does not affect others.
 */
@Component
public class BulkLoader {
    private final StagingTable stagingTable;

    BulkLoader(StagingTable staging) {
        this.stagingTable = staging;
    }

    /**
     * Imports all rows. Batches stored before a failure stay stored; importing the same rows again does no harm.
     *
     * @throws FileRefused if no row of the file can be imported
     * @throws ImportCutOff if the input ends early
     */
    public ImportReport load(RowReader rows, ImportTarget destination, ImportProgress progress) throws IOException {
        ImportCounts counts = new ImportCounts();
        checkHeader(rows, destination, counts);
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> storing = CompletableFuture.completedFuture(null);
            boolean more = true;
            while (more) {
                RowBatch batch = new RowBatch(destination);
                more = fill(batch, rows, storing, counts);
                await(storing);
                progress.report(counts.rows());
                storing = executor.submit(() -> ConnectionUse.JOBS.run(() -> store(batch, destination, counts)));
            }
            await(storing);
            progress.report(counts.rows());
        }
        return counts.report();
    }

    private static boolean fill(RowBatch batch, RowReader rows, Future<?> storing, ImportCounts counts)
            throws ImportCutOff {
        try {
            return batch.fill(rows);
        } catch (IOException e) {
            await(storing);
            throw new ImportCutOff(counts.accepted(), e);
        }
    }

    /**
     * Imports all rows in one transaction: readers see none or all of them. The whole input is read before the first row
     * is stored, so that a slow sender holds no transaction open.
     *
     * @param format null to detect it by the first character
     * @throws FileRefused if no row of the file can be imported; nothing is stored
     * @throws ImportCutOff if the input ends early; nothing is stored
     */
    public ImportReport loadWhole(
            InputStream in, @Nullable ImportFormat format, WholeImportTarget destination, ImportProgress progress)
            throws IOException {
        ImportCounts counts = new ImportCounts();
        try (SpooledFile spooled = SpooledFile.of(in);
                InputStream input = spooled.open()) {
            RowReader rows = RowReader.open(input, format);
            checkHeader(rows, destination, counts);
            ConnectionUse.JOBS.<Boolean, IOException>call(() -> {
                stagingTable.storeWhole(destination, staging -> gather(rows, staging, counts, progress));
                return true;
            });
        } catch (EOFException | ZipException e) {
            throw new ImportCutOff(0, e);
        }
        return counts.report();
    }

    private static void gather(
            RowReader rows, StagingTable.Gathering staging, ImportCounts counts, ImportProgress progress)
            throws IOException {
        boolean more = true;
        while (more) {
            RowBatch batch = new RowBatch(staging.destination());
            more = batch.fill(rows);
            store(batch, counts, staging::gather);
            progress.report(counts.rows());
        }
    }

    /**
     * Stages all rows in one transaction, runs the query on them, and stores nothing. A row whose key occurred before is
     * staged again, on a later line.
     *
     * @throws FileRefused if no row of the file can be imported
     * @throws IOException if the input cannot be read
     */
    public <T> StagedResult<T> stage(RowReader rows, ImportTarget destination, Supplier<T> query) throws IOException {
        ImportCounts counts = new ImportCounts();
        checkHeader(rows, destination, counts);
        T result = ConnectionUse.JOBS.call(() -> stagingTable.stage(destination, staging -> {
            boolean more = true;
            while (more) {
                RowBatch batch = new RowBatch(destination);
                more = batch.fill(rows);
                batch.badRows().forEach(counts::reject);
                batch.notes().forEach(counts::warn);
                counts.accept(batch.replaced() + batch.rows().size());
                staging.copy(batch.rows());
            }
            return query.get();
        }));
        return new StagedResult<>(counts.report(), result);
    }

    private static void checkHeader(RowReader rows, ImportTarget destination, ImportCounts counts) {
        if (!rows.header().isEmpty()) {
            rows.renameColumns(destination::columnName);
            destination.checkHeader(rows.header());
        }
        rows.remarks().forEach(counts::warn);
    }

    /**
     * @param report the rows that would be stored and refused
     * @param result the query's
     */
    public record StagedResult<T>(ImportReport report, T result) {}

    /**
     * Stores one row.
     *
     * @return remarks on values that were changed
     * @throws RowRefused if it cannot be imported
     */
    public List<String> load(ObjectNode row, ImportTarget destination) {
        StorableText.requireStorable(row);
        RowBatch batch = new RowBatch(destination);
        batch.add(1, row);
        ImportCounts counts = new ImportCounts();
        store(batch, destination, counts);
        ImportReport report = counts.report();
        report.badRows().forEach(refused -> {
            throw new RowRefused(refused.text());
        });
        return report.notes().stream().map(RowWarning::text).toList();
    }

    /** Stores the given rows. Their line numbers are their positions, from 1. */
    public ImportReport load(List<ObjectNode> rows, ImportTarget destination) {
        RowBatch batch = new RowBatch(destination);
        for (int i = 0; i < rows.size(); i++) {
            batch.addOrReject(i + 1, rows.get(i));
        }
        ImportCounts counts = new ImportCounts();
        store(batch, destination, counts);
        return counts.report();
    }

    private static void await(Future<?> storing) {
        try {
            storing.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The import was interrupted; stored rows stay, and it can be run again", e);
        }
    }

    private void store(RowBatch batch, ImportTarget destination, ImportCounts counts) {
        store(batch, counts, rows -> stagingTable.store(rows, destination));
    }

    private static void store(RowBatch batch, ImportCounts counts, RowStore destination) {
        batch.badRows().forEach(counts::reject);
        batch.notes().forEach(counts::warn);
        counts.accept(batch.replaced());
        store(batch.rows(), destination, counts);
    }

    /** Stores the rows in one transaction, or in a part of one that is undone alone. */
    private interface RowStore {
        ImportTarget.StoreResult store(List<RowBatch.StagedRow> rows);
    }

    /** Stores the rows. If PostgreSQL refuses them, halves them until the invalid row is found. */
    private static void store(List<RowBatch.StagedRow> rows, RowStore destination, ImportCounts counts) {
        if (rows.isEmpty()) {
            return;
        }
        try {
            ImportTarget.StoreResult remarks = destination.store(rows);
            counts.accept(rows.size() - remarks.badRows().size());
            remarks.badRows().forEach(counts::reject);
            remarks.notes().forEach(counts::warn);
        } catch (DataAccessException e) {
            if (!SqlErrorClassifier.refusesRows(e)) {
                throw e;
            }
            if (rows.size() == 1) {
                counts.reject(new RowWarning(rows.getFirst().line(), "PostgreSQL refuses it" + sqlState(e)));
                return;
            }
            store(rows.subList(0, rows.size() / 2), destination, counts);
            store(rows.subList(rows.size() / 2, rows.size()), destination, counts);
        }
    }

    /** The SQL state instead of the message, which may contain the row's values. */
    private static String sqlState(DataAccessException e) {
        return e.getMostSpecificCause() instanceof SQLException sql ? " (" + sql.getSQLState() + ")" : "";
    }
}
