package dev.tidings.bulk;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** An import's report in the making: counts everything, keeps the first remarks. */
final class Tally {
    static final int KEPT = 100;

    private long accepted;
    private long rejected;
    private long noted;
    private final List<LineNote> badRows = new ArrayList<>();
    private final List<LineNote> notes = new ArrayList<>();

    void accept(int rows) {
        accepted += rows;
    }

    void reject(LineNote row) {
        rejected++;
        keep(badRows, row);
    }

    void note(LineNote row) {
        noted++;
        keep(notes, row);
    }

    long rows() {
        return accepted + rejected;
    }

    ImportReport report() {
        return new ImportReport(accepted, rejected, byLine(badRows), noted, byLine(notes));
    }

    private static void keep(List<LineNote> kept, LineNote note) {
        if (kept.size() < KEPT) {
            kept.add(note);
        }
    }

    private static List<LineNote> byLine(List<LineNote> notes) {
        return notes.stream().sorted(Comparator.comparingLong(LineNote::line)).toList();
    }
}
