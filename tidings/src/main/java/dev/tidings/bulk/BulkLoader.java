package dev.tidings.bulk;

import dev.tidings.database.ConnectionUse;
import dev.tidings.database.SqlErrorClassifier;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/**
 * Brings any number of rows into the database in constant memory: load by load, each copied into a staging table and
 * stored from there in one transaction, while the next one is read. A row that cannot be stored costs no other row.
 */
@Component
public class BulkLoader {
    private final StagingTable stagingTable;

    BulkLoader(StagingTable staging) {
        this.stagingTable = staging;
    }

    /**
     * Reads to the end. Loads stored before a failure stay stored; loading the same rows again does no harm.
     *
     * @throws FileRefused if no row of such a file could be taken
     * @throws IOException if the rows break off
     */
    public ImportReport load(RowReader rows, ImportTarget destination, ImportProgress progress) throws IOException {
        if (!rows.header().isEmpty()) {
            destination.checkHeader(rows.header());
        }
        ImportCounts tally = new ImportCounts();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> storing = CompletableFuture.completedFuture(null);
            boolean more = true;
            while (more) {
                RowBatch load = new RowBatch(destination);
                more = load.fill(rows);
                await(storing);
                progress.report(tally.rows());
                storing = executor.submit(() -> ConnectionUse.JOBS.run(() -> store(load, destination, tally)));
            }
            await(storing);
            progress.report(tally.rows());
        }
        return tally.report();
    }

    /**
     * Stores one row.
     *
     * @return remarks on what was not stored as written
     * @throws RowRefused if it cannot be taken
     */
    public List<String> load(ObjectNode row, ImportTarget destination) {
        StorableText.requireStorable(row);
        RowBatch load = new RowBatch(destination);
        load.add(1, row);
        ImportCounts tally = new ImportCounts();
        store(load, destination, tally);
        ImportReport report = tally.report();
        report.badRows().forEach(refused -> {
            throw new RowRefused(refused.text());
        });
        return report.notes().stream().map(RowWarning::text).toList();
    }

    /** Stores rows that are at hand; their lines are their places, counted from 1. */
    public ImportReport load(List<ObjectNode> rows, ImportTarget destination) {
        RowBatch load = new RowBatch(destination);
        for (int i = 0; i < rows.size(); i++) {
            load.addOrReject(i + 1, rows.get(i));
        }
        ImportCounts tally = new ImportCounts();
        store(load, destination, tally);
        return tally.report();
    }

    private static void await(Future<?> storing) {
        try {
            storing.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(
                    "The import was interrupted; what is stored stays, and it can be run again", e);
        }
    }

    private void store(RowBatch load, ImportTarget destination, ImportCounts tally) {
        load.badRows().forEach(tally::reject);
        load.notes().forEach(tally::warn);
        tally.accept(load.replaced());
        store(load.rows(), destination, tally);
    }

    /** Where PostgreSQL refuses rows, halves them until the one that is to blame stands alone. */
    private void store(List<RowBatch.StagedRow> rows, ImportTarget destination, ImportCounts tally) {
        if (rows.isEmpty()) {
            return;
        }
        try {
            ImportTarget.StoreResult remarks = stagingTable.store(rows, destination);
            tally.accept(rows.size() - remarks.badRows().size());
            remarks.badRows().forEach(tally::reject);
            remarks.notes().forEach(tally::warn);
        } catch (DataAccessException e) {
            if (!SqlErrorClassifier.refusesRows(e)) {
                throw e;
            }
            if (rows.size() == 1) {
                tally.reject(new RowWarning(rows.getFirst().line(), "PostgreSQL refuses it" + sqlState(e)));
                return;
            }
            store(rows.subList(0, rows.size() / 2), destination, tally);
            store(rows.subList(rows.size() / 2, rows.size()), destination, tally);
        }
    }

    /** Not the message: it may repeat what the row holds. */
    private static String sqlState(DataAccessException e) {
        return e.getMostSpecificCause() instanceof SQLException sql ? " (" + sql.getSQLState() + ")" : "";
    }
}
