package dev.tidings.content.metrics;

import dev.tidings.bulk.FileRefused;
import dev.tidings.bulk.RowFields;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Metrics rows as JSON, or as CSV with one more column per metric. */
final class PlainRowFormat implements MetricsRowFormat {
    private static final List<String> KEYS = List.of("account_id", "email", "source_name", "metric_date", "data");
    private static final List<String> COLUMNS = KEYS.subList(0, 4);

    private List<String> metrics = List.of();
    private boolean csv;

    @Override
    public String columnName(String name) {
        return RowFields.columnName(name, COLUMNS);
    }

    @Override
    public void checkHeader(List<String> columns) {
        if (!columns.contains("metric_date") || !(columns.contains("account_id") || columns.contains("email"))) {
            throw new FileRefused("A file of metrics begins with a header that has account_id or email, "
                    + "metric_date, optionally source_name, and the metrics");
        }
        metrics = columns.stream().filter(column -> !COLUMNS.contains(column)).toList();
        if (metrics.isEmpty()) {
            throw new FileRefused(
                    "The header has no metric; every column other than " + String.join(", ", COLUMNS) + " is a metric");
        }
        csv = true;
    }

    @Override
    public ObjectNode toMetricsRow(ObjectNode row) {
        if (csv) {
            ObjectNode data = row.objectNode();
            metrics.forEach(metric -> data.set(metric, MetricsRowValidator.number(metric, row.remove(metric))));
            row.set("data", data);
        } else {
            RowFields.requireKnown(row, KEYS);
        }
        return row;
    }
}
