package dev.tidings.bulk;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/** Copies a batch of rows to a temporary table and stores it from there. */
@Repository
class StagingTable {
    /**
     * A batch is small compared with its target tables. A hash or merge join would read them whole for each batch, and
     * compiling a statement takes longer than running it.
     */
    private static final String LOOK_UP_BY_INDEX =
            "set local enable_hashjoin = off; set local enable_mergejoin = off; set local jit = off";

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;

    StagingTable(DataSource dataSource, TransactionTemplate transactions) {
        this.jdbc = new JdbcTemplate(dataSource);
        this.transactions = transactions;
    }

    ImportTarget.StoreResult store(List<RowBatch.StagedRow> rows, ImportTarget destination) {
        byte[] csv = csv(rows, destination);
        return Objects.requireNonNull(transactions.execute(transaction -> {
            jdbc.execute(LOOK_UP_BY_INDEX);
            jdbc.execute(destination.createStaging());
            jdbc.execute((ConnectionCallback<Long>)
                    connection -> copy(connection.unwrap(PGConnection.class), destination, csv));
            return destination.store();
        }));
    }

    /** Copies batches of rows into a staging table. */
    interface StagingCopy {
        void copy(List<RowBatch.StagedRow> rows);
    }

    interface StagedWork<T> {
        T run(StagingCopy staging) throws IOException;
    }

    /**
     * Runs the work with an empty staging table, in a transaction that is rolled back.
     *
     * @throws IOException if the work throws it
     */
    <T> T stage(ImportTarget destination, StagedWork<T> work) throws IOException {
        try {
            return Objects.requireNonNull(transactions.execute(transaction -> {
                transaction.setRollbackOnly();
                jdbc.execute(destination.createStaging());
                try {
                    return work.run(rows -> jdbc.execute((ConnectionCallback<Long>) connection ->
                            copy(connection.unwrap(PGConnection.class), destination, csv(rows, destination))));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Takes the batches of an import that is stored as a whole. */
    record Gathering(WholeImportTarget destination, BatchGathering batches) {
        /** Gathers the rows. If PostgreSQL refuses them, what it did with them is undone. */
        ImportTarget.StoreResult gather(List<RowBatch.StagedRow> rows) {
            return batches.gather(rows);
        }
    }

    interface BatchGathering {
        ImportTarget.StoreResult gather(List<RowBatch.StagedRow> rows);
    }

    interface GatheringWork {
        void run(Gathering gathering) throws IOException;
    }

    /**
     * Runs the work, and stores what it gathers, in one transaction.
     *
     * @throws IOException if the work throws it; nothing is stored
     */
    void storeWhole(WholeImportTarget destination, GatheringWork work) throws IOException {
        try {
            transactions.executeWithoutResult(transaction -> {
                jdbc.execute("set local jit = off");
                jdbc.execute(destination.createStaging());
                jdbc.execute(destination.createGathered());
                try {
                    work.run(new Gathering(destination, rows -> gather(transaction, destination, rows)));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                destination.storeGathered();
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private ImportTarget.StoreResult gather(
            TransactionStatus transaction, WholeImportTarget destination, List<RowBatch.StagedRow> rows) {
        Object savepoint = transaction.createSavepoint();
        try {
            jdbc.execute((ConnectionCallback<Long>)
                    connection -> copy(connection.unwrap(PGConnection.class), destination, csv(rows, destination)));
            ImportTarget.StoreResult result = destination.gather();
            transaction.releaseSavepoint(savepoint);
            return result;
        } catch (DataAccessException e) {
            transaction.rollbackToSavepoint(savepoint);
            throw e;
        }
    }

    private static long copy(PGConnection connection, ImportTarget destination, byte[] csv)
            throws java.sql.SQLException {
        try {
            return connection.getCopyAPI().copyIn(destination.copyStaging(), new ByteArrayInputStream(csv), 1 << 16);
        } catch (IOException e) {
            throw new UncheckedIOException("The copy into the staging table failed", e);
        }
    }

    /** CSV for {@code copy ... (format csv)}: null is an empty field, an empty text is quoted. */
    private static byte[] csv(List<RowBatch.StagedRow> rows, ImportTarget destination) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 20);
        CsvWriter writer = CsvWriter.builder()
                .lineDelimiter(LineDelimiter.LF)
                .quoteStrategy(QuoteStrategies.EMPTY)
                .build(bytes);
        List<@Nullable String> record = new ArrayList<>();
        for (RowBatch.StagedRow row : rows) {
            record.clear();
            record.add(Long.toString(row.line()));
            record.addAll(destination.columns(row.row()));
            writer.writeRecord(record);
        }
        flush(writer);
        return bytes.toByteArray();
    }

    private static void flush(CsvWriter writer) {
        try {
            writer.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
