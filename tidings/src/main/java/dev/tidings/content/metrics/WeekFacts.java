package dev.tidings.content.metrics;

import dev.tidings.content.Facts;
import dev.tidings.digest.Digest.DisplayedMetric;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Converts an account's metrics to frozen facts and back: each metric's configuration, its values of fourteen days, and
 * the metric that decides the best day.
 */
final class WeekFacts {
    private static final int WEEK = 7;

    private WeekFacts() {}

    static Facts of(String source, WeekMetrics figures) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("best_day_by", figures.all().indexOf(figures.bestDayMetric()));
        values.put("metrics", figures.all().stream().map(WeekFacts::metric).toList());
        return new Facts(source, figures.all().size(), values);
    }

    private static Map<String, @Nullable Object> metric(MetricWeek week) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("key", week.metric().key());
        fields.put("label", week.metric().label());
        fields.put("unit", week.metric().unit());
        fields.put("decimals", week.metric().decimals());
        fields.put("before", week.daysBefore());
        fields.put("days", week.days());
        return fields;
    }

    static WeekMetrics figures(Facts facts) {
        List<MetricWeek> weeks = new ArrayList<>();
        for (Object metric : (List<?>) value(facts.values(), "metrics")) {
            Map<?, ?> fields = (Map<?, ?>) metric;
            weeks.add(new MetricWeek(
                    new DisplayedMetric(
                            text(fields, "key"),
                            text(fields, "label"),
                            text(fields, "unit"),
                            number(value(fields, "decimals")).intValueExact()),
                    numbers(fields, "days"),
                    numbers(fields, "before")));
        }
        return new WeekMetrics(
                weeks, weeks.get(number(value(facts.values(), "best_day_by")).intValueExact()));
    }

    private static List<BigDecimal> numbers(Map<?, ?> fields, String key) {
        List<BigDecimal> numbers = new ArrayList<>(WEEK);
        for (Object number : (List<?>) value(fields, key)) {
            numbers.add(number(number));
        }
        return numbers;
    }

    private static BigDecimal number(Object value) {
        return switch (value) {
            case BigDecimal exact -> exact;
            case Integer integer -> BigDecimal.valueOf(integer);
            case Long integer -> BigDecimal.valueOf(integer);
            default -> new BigDecimal(value.toString());
        };
    }

    private static String text(Map<?, ?> fields, String key) {
        return (String) value(fields, key);
    }

    private static Object value(Map<?, ?> fields, String key) {
        return Objects.requireNonNull(fields.get(key), key);
    }
}
