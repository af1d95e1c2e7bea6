package dev.tidings.bulk;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/**
 * Brings any number of rows into the database in constant memory: slice by slice, each copied into a staging table and
 * stored from there in one transaction. A row that cannot be stored costs no other row.
 */
@Component
public class BulkLoader {
    private final Staging staging;

    BulkLoader(Staging staging) {
        this.staging = staging;
    }

    /**
     * Reads to the end. Slices stored before a failure stay stored; loading the same rows again does no harm.
     *
     * @throws FileRefused if no row of such a file could be taken
     * @throws IOException if the rows break off
     */
    public ImportReport load(RowReader rows, Destination destination, Progress progress) throws IOException {
        if (!rows.header().isEmpty()) {
            destination.checkHeader(rows.header());
        }
        Tally tally = new Tally();
        boolean more = true;
        while (more) {
            Slice slice = new Slice(destination);
            more = fill(slice, rows, tally);
            store(slice.rows(), destination, tally);
            tally.accept(slice.replaced());
            progress.at(tally.rows());
        }
        return tally.report();
    }

    /**
     * Stores one row.
     *
     * @return remarks on what was not stored as written
     * @throws RowRefused if it cannot be taken
     */
    public List<String> load(ObjectNode row, Destination destination) {
        Texts.requireSound(row);
        List<String> notes = new ArrayList<>();
        Slice slice = new Slice(destination);
        slice.add(1, 0, destination.check(row, notes::add));
        Tally tally = new Tally();
        store(slice.rows(), destination, tally);
        ImportReport report = tally.report();
        report.badRows().forEach(refused -> {
            throw new RowRefused(refused.text());
        });
        report.notes().forEach(note -> notes.add(note.text()));
        return notes;
    }

    /** @return whether rows may be left */
    private static boolean fill(Slice slice, RowReader rows, Tally tally) throws IOException {
        while (!slice.isFull()) {
            try {
                ObjectNode row = rows.next();
                if (row == null) {
                    return false;
                }
                long line = rows.line();
                ObjectNode checked = slice.destination().check(row, note -> tally.note(new LineNote(line, note)));
                slice.add(line, rows.size(), checked);
            } catch (RowRefused e) {
                tally.reject(new LineNote(rows.line(), String.valueOf(e.getMessage())));
            }
        }
        return true;
    }

    /** Where PostgreSQL refuses a slice, halves it until the row that is to blame stands alone. */
    private void store(List<Slice.Staged> rows, Destination destination, Tally tally) {
        if (rows.isEmpty()) {
            return;
        }
        try {
            Destination.Remarks remarks = staging.store(rows, destination);
            tally.accept(rows.size() - remarks.badRows().size());
            remarks.badRows().forEach(tally::reject);
            remarks.notes().forEach(tally::note);
        } catch (DataIntegrityViolationException e) {
            if (rows.size() == 1) {
                tally.reject(new LineNote(rows.getFirst().line(), "PostgreSQL refuses it" + sqlState(e)));
                return;
            }
            store(rows.subList(0, rows.size() / 2), destination, tally);
            store(rows.subList(rows.size() / 2, rows.size()), destination, tally);
        }
    }

    /** Not the message: it may repeat what the row holds. */
    private static String sqlState(DataIntegrityViolationException e) {
        return e.getMostSpecificCause() instanceof java.sql.SQLException sql ? " (" + sql.getSQLState() + ")" : "";
    }
}
