package dev.tidings.content.metrics;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** How rows of some kind of file become metrics lines: {@code account_id} or {@code email}, and so on. */
interface MetricsRowFormat {

    /** @throws dev.tidings.bulk.FileRefused if rows with these columns are no metrics lines */
    void checkHeader(List<String> columns);

    /** @throws dev.tidings.bulk.RowRefused if the row is no metrics line */
    ObjectNode toMetricsRow(ObjectNode row);
}
