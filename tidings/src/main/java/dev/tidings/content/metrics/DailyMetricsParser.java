package dev.tidings.content.metrics;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Parses rows of {@code daily_metric.data} into {@link TwoWeeks}. */
final class DailyMetricsParser {
    private final JsonFactory json = new JsonFactory();
    private final Map<String, Integer> metrics = new HashMap<>();
    private final LocalDate monday;

    /**
     * @param keys the metrics to read
     * @param monday the first of the fourteen days
     */
    DailyMetricsParser(List<String> keys, LocalDate monday) {
        this.monday = monday;
        keys.forEach(key -> metrics.put(key, metrics.size()));
    }

    /**
     * @param data a JSON object; null and absent metrics are zero
     * @param day counted from the first Monday, 0 to 13
     */
    void read(byte[] data, int day, TwoWeeks twoWeeks) {
        try (JsonParser parser = json.createParser(ObjectReadContext.empty(), data)) {
            parser.nextToken();
            for (String key = parser.nextName(); key != null; key = parser.nextName()) {
                JsonToken token = parser.nextToken();
                Integer metric = metrics.get(key);
                if (metric != null && token != JsonToken.VALUE_NULL) {
                    read(parser, metric, day, twoWeeks);
                }
                parser.skipChildren();
            }
        } catch (JacksonException e) {
            twoWeeks.fail("The numbers of " + monday.plusDays(day) + " cannot be read");
        }
    }

    private void read(JsonParser parser, int metric, int day, TwoWeeks twoWeeks) {
        BigDecimal value = parser.currentToken().isNumeric() ? parser.getDecimalValue() : null;
        if (value == null) {
            twoWeeks.fail("\"" + parser.currentName() + "\" of " + monday.plusDays(day) + " is not a number");
        } else if (!MetricBounds.isWithinBounds(value)) {
            twoWeeks.fail("\"" + parser.currentName() + "\" of " + monday.plusDays(day) + " is out of range");
        } else {
            twoWeeks.add(metric, day, value);
        }
    }
}
