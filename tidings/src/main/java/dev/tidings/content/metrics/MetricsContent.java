package dev.tidings.content.metrics;

import dev.tidings.content.Content;
import dev.tidings.content.metrics.MetricWeek.Trend;
import dev.tidings.text.MessageCatalog;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Converts metrics to a letter's content: the fields that templates use. */
final class MetricsContent {
    /** Height of the largest bar in pixels. */
    private static final int BAR_HEIGHT = 40;

    /** Block characters that share a baseline in every font; the first one means zero. */
    private static final String SPARKLINE_BLOCKS = "▁▂▃▅▇";

    private final WeekLabels labels;
    private final LocaleNumberFormat numbers;
    private final MessageCatalog messages;

    MetricsContent(WeekLabels labels, LocaleNumberFormat numbers, MessageCatalog messages) {
        this.labels = labels;
        this.numbers = numbers;
        this.messages = messages;
    }

    Content of(String account, WeekMetrics figures) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("headline", new MetricsHeadline(figures, labels, numbers, messages).text());
        fields.put("metrics", figures.all().stream().map(this::metric).toList());
        fields.put("best_day", bestDay(figures.bestDayMetric()));
        fields.put("account_id", account);
        fields.put("period_label", labels.label());
        return new Content(
                figures.all().size(), new MetricsPreheader(figures, labels, numbers, messages).text(), fields);
    }

    private Map<String, @Nullable Object> metric(MetricWeek week) {
        List<String> values = week.days().stream().map(day -> figure(week, day)).toList();
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("key", week.metric().key());
        fields.put("label", week.metric().label());
        fields.put("unit", week.metric().unit());
        fields.put("total", figure(week, week.total()));
        fields.put("value", week.total());
        change(week, fields);
        fields.put("spark", sparkline(week));
        fields.put("spoken", screenReaderText(values));
        fields.put("days", days(week, values));
        return fields;
    }

    private void change(MetricWeek week, Map<String, @Nullable Object> fields) {
        Trend trend = week.trend();
        fields.put("arrow", trend == Trend.UP ? "▲" : trend == Trend.DOWN ? "▼" : "");
        fields.put("change", new MetricChange(week, numbers, messages).caption());
        fields.put("up", trend == Trend.UP);
        fields.put("down", trend == Trend.DOWN);
        fields.put("same", trend == Trend.SAME);
        fields.put("fresh", trend == Trend.NEW);
    }

    private List<Map<String, @Nullable Object>> days(MetricWeek week, List<String> values) {
        int best = week.bestDay();
        List<Map<String, @Nullable Object>> days = new ArrayList<>();
        for (int day = 0; day < values.size(); day++) {
            int height = scaled(week, day, BAR_HEIGHT);
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            fields.put("weekday", labels.shortWeekday(day));
            fields.put("date", labels.shortDate(day));
            fields.put("value", values.get(day));
            fields.put("height", height);
            fields.put("rest", BAR_HEIGHT - height);
            fields.put("best", day == best);
            days.add(fields);
        }
        return days;
    }

    private @Nullable Map<String, @Nullable Object> bestDay(MetricWeek week) {
        int day = week.bestDay();
        if (day < 0) {
            return null;
        }
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("weekday", labels.weekday(day));
        fields.put("date", labels.date(day));
        fields.put("value", figure(week, week.days().get(day)));
        fields.put("label", week.labelInSentence());
        fields.put("unit", week.metric().unit());
        return fields;
    }

    private static String sparkline(MetricWeek week) {
        StringBuilder spark = new StringBuilder();
        for (int day = 0; day < week.days().size(); day++) {
            spark.append(SPARKLINE_BLOCKS.charAt(scaled(week, day, SPARKLINE_BLOCKS.length() - 1)));
        }
        return spark.toString();
    }

    private String screenReaderText(List<String> values) {
        return messages.text(
                "metrics.spoken",
                "monday",
                values.get(0),
                "tuesday",
                values.get(1),
                "wednesday",
                values.get(2),
                "thursday",
                values.get(3),
                "friday",
                values.get(4),
                "saturday",
                values.get(5),
                "sunday",
                values.get(6));
    }

    /**
     * Scales the day's value: the week's largest value becomes {@code top}, other positive values at least 1, the rest
     * 0.
     */
    private static int scaled(MetricWeek week, int day, int top) {
        BigDecimal value = week.days().get(day);
        if (value.signum() <= 0) {
            return 0;
        }
        double share = value.doubleValue() / week.peak().doubleValue();
        return Math.max(1, (int) Math.round(share * top));
    }

    private String figure(MetricWeek week, BigDecimal value) {
        return numbers.decimal(value, week.metric().decimals());
    }
}
