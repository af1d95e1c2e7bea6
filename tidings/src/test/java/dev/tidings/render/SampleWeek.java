package dev.tidings.render;

import dev.tidings.content.Content;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Content of the source {@code metrics}, from daily numbers. */
record SampleWeek(String headline, List<SampleMetric> metrics) {
    static final SampleWeek GOOD = new SampleWeek(
            "A good week: conversions grew by a third, mostly on Thursday.",
            List.of(
                    SampleMetric.of("Sessions", "", 12, 812, 900, 741, 1024, 897, 650, 660),
                    SampleMetric.of("Conversions", "", 33, 6, 9, 8, 21, 9, 5, 6),
                    SampleMetric.of("Reach", "", -4, 10_210, 11_874, 9_934, 14_020, 12_377, 8_100, 7_920),
                    SampleMetric.of("Engagement", "", 0, 310, 290, 333, 402, 341, 260, 254)));

    private static final List<String> DAYS =
            List.of("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday");
    private static final String SPARKS = "▁▂▃▅▇";

    /** @param days the numbers of Monday to Sunday */
    record SampleMetric(String label, String unit, @Nullable Integer percent, List<Integer> days) {
        /** @param percent the change since the week before, or null if that was zero */
        static SampleMetric of(String label, String unit, @Nullable Integer percent, Integer... days) {
            return new SampleMetric(label, unit, percent, List.of(days));
        }

        int best() {
            return max() == 0 ? -1 : days.indexOf(max());
        }

        long total() {
            return days.stream().mapToLong(Integer::longValue).sum();
        }

        int max() {
            return Collections.max(days);
        }

        int scaled(int day, int top) {
            return days.get(day) == 0 ? 0 : Math.max(1, Math.round((float) top * days.get(day) / max()));
        }
    }

    /** A week with this many metrics, repeating those of the good week. */
    static SampleWeek of(int metrics) {
        List<SampleMetric> shown = new ArrayList<>();
        for (int i = 0; i < metrics; i++) {
            shown.add(GOOD.metrics.get(i % GOOD.metrics.size()));
        }
        return new SampleWeek(GOOD.headline, shown);
    }

    Content content() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("headline", headline);
        fields.put("metrics", metrics.stream().map(SampleWeek::metric).toList());
        fields.put("best_day", bestDay(metrics.getFirst()));
        fields.put("account_id", "acme-42");
        fields.put("period_label", "Nov 9 – 15, 2026");
        return new Content(metrics.size(), "Sessions up 12%, best day Thursday", fields);
    }

    private static Map<String, Object> metric(SampleMetric metric) {
        boolean up = metric.percent != null && metric.percent > 0;
        boolean down = metric.percent != null && metric.percent < 0;
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("key", metric.label.toLowerCase(Locale.ROOT));
        fields.put("label", metric.label);
        fields.put("unit", metric.unit);
        fields.put("total", figure(metric.total()));
        fields.put("value", metric.total());
        fields.put("arrow", up ? "▲" : down ? "▼" : "");
        fields.put("change", change(metric.percent));
        fields.put("up", up);
        fields.put("down", down);
        fields.put("same", metric.percent != null && metric.percent == 0);
        fields.put("fresh", metric.percent == null);
        fields.put("spark", spark(metric));
        fields.put("spoken", spoken(metric));
        fields.put("days", days(metric));
        return fields;
    }

    private static String change(@Nullable Integer percent) {
        if (percent == null) {
            return "new this week";
        }
        return percent == 0 ? "same as last week" : Math.abs(percent) + "% vs last week";
    }

    private static List<Map<String, Object>> days(SampleMetric metric) {
        List<Map<String, Object>> days = new ArrayList<>();
        for (int day = 0; day < 7; day++) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("weekday", DAYS.get(day).substring(0, 3));
            fields.put("date", "Nov " + (9 + day));
            fields.put("value", figure(metric.days.get(day)));
            fields.put("height", metric.scaled(day, 40));
            fields.put("rest", 40 - metric.scaled(day, 40));
            fields.put("best", day == metric.best());
            days.add(fields);
        }
        return days;
    }

    private static @Nullable Map<String, Object> bestDay(SampleMetric metric) {
        int day = metric.best();
        if (day < 0) {
            return null;
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("weekday", DAYS.get(day));
        fields.put("date", "November " + (9 + day));
        fields.put("value", figure(metric.days.get(day)));
        fields.put("label", metric.label.toLowerCase(Locale.ROOT));
        fields.put("unit", metric.unit);
        return fields;
    }

    private static String spark(SampleMetric metric) {
        StringBuilder spark = new StringBuilder();
        for (int day = 0; day < 7; day++) {
            spark.append(SPARKS.charAt(metric.scaled(day, SPARKS.length() - 1)));
        }
        return spark.toString();
    }

    private static String spoken(SampleMetric metric) {
        List<String> days = new ArrayList<>();
        for (int day = 0; day < 7; day++) {
            days.add(DAYS.get(day) + " " + figure(metric.days.get(day)));
        }
        return String.join(", ", days);
    }

    private static String figure(long value) {
        return String.format(Locale.US, "%,d", value);
    }
}
