package dev.tidings.bulk;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** As many checked rows as are stored in one transaction; of rows with the same key one, the later over the earlier. */
final class Slice {
    private static final int MAX_ROWS = 10_000;
    private static final int MAX_CHARACTERS = 8 << 20;

    /** @param line where the row begins */
    record Staged(long line, ObjectNode row) {}

    private final Destination destination;
    private final Map<String, Staged> rows = new LinkedHashMap<>();
    private long characters;
    private int replaced;

    Slice(Destination destination) {
        this.destination = destination;
    }

    Destination destination() {
        return destination;
    }

    void add(long line, int size, ObjectNode checked) {
        characters += size;
        rows.merge(destination.key(checked), new Staged(line, checked), (earlier, later) -> {
            replaced++;
            return new Staged(later.line(), (ObjectNode) earlier.row().setAll(later.row()));
        });
    }

    boolean isFull() {
        return rows.size() + replaced >= MAX_ROWS || characters >= MAX_CHARACTERS;
    }

    List<Staged> rows() {
        return List.copyOf(rows.values());
    }

    int replaced() {
        return replaced;
    }
}
