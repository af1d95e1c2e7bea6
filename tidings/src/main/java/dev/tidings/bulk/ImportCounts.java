package dev.tidings.bulk;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Counts the rows of an import and keeps the first remarks. */
final class ImportCounts {
    static final int MAX_KEPT = 100;

    private long accepted;
    private long rejected;
    private long noted;
    private final List<RowWarning> badRows = new ArrayList<>();
    private final List<RowWarning> notes = new ArrayList<>();

    void accept(int rows) {
        accepted += rows;
    }

    void reject(RowWarning row) {
        rejected++;
        keep(badRows, row);
    }

    void warn(RowWarning row) {
        noted++;
        keep(notes, row);
    }

    long accepted() {
        return accepted;
    }

    long rows() {
        return accepted + rejected;
    }

    ImportReport report() {
        return new ImportReport(accepted, rejected, byLine(badRows), noted, byLine(notes));
    }

    private static void keep(List<RowWarning> kept, RowWarning note) {
        if (kept.size() < MAX_KEPT) {
            kept.add(note);
        }
    }

    private static List<RowWarning> byLine(List<RowWarning> notes) {
        return notes.stream().sorted(Comparator.comparingLong(RowWarning::line)).toList();
    }
}
