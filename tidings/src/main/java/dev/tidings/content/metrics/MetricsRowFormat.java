package dev.tidings.content.metrics;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Converts a file's rows to metrics rows, which have {@code account_id} or {@code email} and the other columns. */
interface MetricsRowFormat {

    /** The column that a header means by a name; the name itself if it means none. */
    String columnName(String name);

    /** @throws dev.tidings.bulk.FileRefused if rows with these columns are not metrics rows */
    void checkHeader(List<String> columns);

    /** @throws dev.tidings.bulk.RowRefused if the row is not a metrics row */
    ObjectNode toMetricsRow(ObjectNode row);
}
