package dev.tidings.bulk;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/**
 * Checked rows that are stored in one transaction. Rows with the same key are merged; the later one overwrites.
 */
final class RowBatch {
    private static final int MAX_ROWS = 10_000;
    private static final int MAX_CHARACTERS = 4 << 20;

    /** @param line where the row begins */
    record StagedRow(long line, ObjectNode row) {}

    private final ImportTarget destination;
    private final Map<String, StagedRow> rows = new LinkedHashMap<>();
    private final List<RowWarning> badRows = new ArrayList<>();
    private final List<RowWarning> notes = new ArrayList<>();
    private long characters;
    private int replaced;

    RowBatch(ImportTarget destination) {
        this.destination = destination;
    }

    /** @return whether there may be more rows */
    boolean fill(RowReader reader) throws IOException {
        while (rows.size() + replaced + badRows.size() < MAX_ROWS && characters < MAX_CHARACTERS) {
            try {
                ObjectNode row = reader.next();
                if (row == null) {
                    return false;
                }
                characters += reader.size();
                add(reader.line(), row);
            } catch (RowRefused e) {
                badRows.add(new RowWarning(reader.line(), String.valueOf(e.getMessage())));
            }
        }
        return true;
    }

    /** Adds the row, or records why it cannot be imported. */
    void addOrReject(long line, ObjectNode row) {
        try {
            StorableText.requireStorable(row);
            add(line, row);
        } catch (RowRefused e) {
            badRows.add(new RowWarning(line, String.valueOf(e.getMessage())));
        }
    }

    /** @throws RowRefused if it cannot be imported */
    void add(long line, ObjectNode row) {
        ObjectNode checked = destination.check(row, note -> notes.add(new RowWarning(line, note)));
        StorableText.requireStorable(checked);
        rows.merge(destination.key(checked), new StagedRow(line, checked), (earlier, later) -> {
            replaced++;
            return new StagedRow(later.line(), (ObjectNode) earlier.row().setAll(later.row()));
        });
    }

    List<StagedRow> rows() {
        return List.copyOf(rows.values());
    }

    /** Number of rows that a later one replaced. */
    int replaced() {
        return replaced;
    }

    List<RowWarning> badRows() {
        return badRows;
    }

    List<RowWarning> notes() {
        return notes;
    }
}
