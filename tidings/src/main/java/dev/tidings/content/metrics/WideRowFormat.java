package dev.tidings.content.metrics;

import dev.tidings.bulk.FileRefused;
import dev.tidings.bulk.RowRefused;
import dev.tidings.content.metrics.MetricsMapping.Column;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Rows of a wide CSV file, read by a mapping. */
final class WideRowFormat implements MetricsRowFormat {
    private final MetricsMapping mapping;

    WideRowFormat(MetricsMapping mapping) {
        this.mapping = mapping;
    }

    /** A mapping names columns as the file does, but for case and the space around. */
    @Override
    public String columnName(String name) {
        List<String> mapped = columns();
        return mapped.contains(name)
                ? name
                : mapped.stream()
                        .filter(column -> column.strip().equalsIgnoreCase(name))
                        .findFirst()
                        .orElse(name);
    }

    private List<String> columns() {
        List<String> columns = new ArrayList<>(List.of(mapping.account(), mapping.date()));
        mapping.metrics().stream().map(Column::column).forEach(columns::add);
        if (mapping.users() != null) {
            columns.add(mapping.users().column());
        }
        return columns;
    }

    @Override
    public void checkHeader(List<String> columns) {
        List<String> required = columns();
        required.removeAll(columns);
        if (!required.isEmpty()) {
            throw new FileRefused("The mapping names the column \"" + required.getFirst()
                    + "\", which the file does not have; it has " + String.join(", ", columns));
        }
    }

    @Override
    public ObjectNode toMetricsRow(ObjectNode row) {
        ObjectNode result = row.objectNode();
        result.set("account_id", row.get(mapping.account()));
        result.put("metric_date", date(row));
        result.put("source_name", mapping.source());
        if (mapping.users() != null) {
            result.set(MetricsRowValidator.USER_ID, row.get(mapping.users().column()));
        }
        ObjectNode data = result.putObject("data");
        for (Column metric : mapping.metrics()) {
            data.set(metric.key(), MetricsRowValidator.number(metric.column(), row.get(metric.column())));
        }
        return result;
    }

    private String date(ObjectNode row) {
        try {
            return mapping.day(row.path(mapping.date()).asString("")).toString();
        } catch (DateTimeException e) {
            throw new RowRefused(mapping.date() + " is not a date in the mapping's date-format");
        }
    }
}
