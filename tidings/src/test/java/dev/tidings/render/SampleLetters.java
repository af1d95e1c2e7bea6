package dev.tidings.render;

import dev.tidings.audience.Recipient;
import dev.tidings.content.Content;
import dev.tidings.core.EmailAddress;
import dev.tidings.core.Mailbox;
import dev.tidings.digest.Cadence;
import dev.tidings.digest.Digest;
import dev.tidings.digest.Digest.AudienceRule;
import dev.tidings.digest.Digest.Brand;
import dev.tidings.digest.Digest.Confirm;
import dev.tidings.digest.Digest.ContentSettings;
import dev.tidings.digest.Digest.OnUnknown;
import dev.tidings.digest.Digest.Sender;
import dev.tidings.digest.Digest.UnsubscribeSettings;
import dev.tidings.digest.Digest.WhenEmpty;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.digest.DigestPeriod;
import java.net.URI;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Letters of one sample digest, from figures given per day. */
final class SampleLetters {
    static final String SUBJECT = "Your Weekly Living Lytics Digest";
    static final Brand BRAND = new Brand(
            "Living Lytics",
            "#2456e6",
            null,
            URI.create("https://livinglytics.com/dashboard"),
            "Open your dashboard",
            "100 Market Street, San Francisco, CA 94105, USA");

    private static final List<String> DAYS =
            List.of("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday");
    private static final String SPARK = "▁▂▃▄▅▆▇█";
    private static final DigestPeriod WEEK = DigestPeriod.containing(LocalDate.of(2026, 11, 9));

    private SampleLetters() {}

    static final class Links implements LetterLinks {
        @Override
        public URI unsubscribe(String digest, String userId) {
            return URI.create("https://api.livinglytics.com/v1/digest/unsubscribe?token=u." + digest + "." + userId);
        }

        @Override
        public URI preferences(String digest, String userId) {
            return URI.create("https://api.livinglytics.com/v1/digest/manage?token=p." + digest + "." + userId);
        }
    }

    /** @param days the figures of Monday to Sunday */
    record Metric(String label, String unit, @Nullable Integer percent, int... days) {}

    static final List<Metric> WEEKLY = List.of(
            new Metric("Sessions", "", 12, 812, 900, 741, 1024, 897, 650, 660),
            new Metric("Conversions", "", 33, 6, 9, 8, 21, 9, 5, 6),
            new Metric("Reach", "", -4, 10210, 11874, 9934, 14020, 12377, 8100, 7920),
            new Metric("Engagement", "", 0, 310, 290, 333, 402, 341, 260, 254));

    static Digest digest() {
        return digest(BRAND, SUBJECT, "weekly-metrics");
    }

    static Digest digest(Brand brand, String subject, String template) {
        return new Digest(
                "weekly",
                true,
                "Weekly Living Lytics Digest",
                new Cadence(DayOfWeek.MONDAY, LocalTime.of(7, 0), ZoneId.of("America/Los_Angeles")),
                new AudienceRule(List.of()),
                new ContentSettings("metrics", WhenEmpty.SKIP, null),
                template,
                subject,
                new Sender(
                        new Mailbox("Living Lytics", new EmailAddress("digest@livinglytics.com")),
                        new EmailAddress("hello@livinglytics.com")),
                brand,
                new UnsubscribeSettings(Confirm.SCANNERS, new EmailAddress("unsubscribe@livinglytics.com")),
                OnUnknown.ERROR,
                null);
    }

    static Content content(List<Metric> metrics) {
        return content("A good week: conversions grew by a third, mostly on Thursday.", metrics);
    }

    static Content content(String headline, List<Metric> metrics) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("headline", headline);
        fields.put("metrics", metrics.stream().map(SampleLetters::metric).toList());
        fields.put("best_day", bestDay(metrics.getFirst()));
        fields.put("account_id", "acme-42");
        fields.put("period_label", "Nov 9 – 15, 2026");
        return new Content(metrics.size(), "Sessions up 12%, best day Thursday", fields);
    }

    private static Map<String, Object> metric(Metric metric) {
        int total = sum(metric.days);
        Integer percent = metric.percent;
        boolean up = percent != null && percent > 0;
        boolean down = percent != null && percent < 0;
        boolean fresh = percent == null;
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("key", metric.label.toLowerCase(Locale.ROOT).replace(' ', '_'));
        fields.put("label", metric.label);
        fields.put("unit", metric.unit);
        fields.put("total", String.format(Locale.US, "%,d", total));
        fields.put("value", total);
        fields.put("arrow", up ? "▲" : down ? "▼" : "");
        fields.put(
                "change",
                fresh ? "new this week" : percent == 0 ? "same as last week" : Math.abs(percent) + "% vs last week");
        fields.put("up", up);
        fields.put("down", down);
        fields.put("same", !up && !down && !fresh);
        fields.put("fresh", fresh);
        fields.put("spark", spark(metric.days));
        fields.put("spoken", spoken(metric.days));
        fields.put("days", days(metric.days));
        return fields;
    }

    private static List<Map<String, Object>> days(int[] values) {
        List<Map<String, Object>> days = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            int height =
                    max(values) == 0 ? 0 : Math.max(values[i] == 0 ? 0 : 1, Math.round(40f * values[i] / max(values)));
            days.add(Map.of(
                    "weekday",
                    DAYS.get(i).substring(0, 3),
                    "date",
                    "Nov " + (9 + i),
                    "value",
                    String.format(Locale.US, "%,d", values[i]),
                    "height",
                    height,
                    "rest",
                    40 - height,
                    "best",
                    i == best(values)));
        }
        return days;
    }

    private static @Nullable Map<String, Object> bestDay(Metric metric) {
        int best = best(metric.days);
        return best < 0
                ? null
                : Map.of(
                        "weekday", DAYS.get(best),
                        "date", "November " + (9 + best),
                        "value", String.format(Locale.US, "%,d", metric.days[best]),
                        "label", metric.label.toLowerCase(Locale.ROOT),
                        "unit", metric.unit);
    }

    private static String spark(int[] values) {
        StringBuilder spark = new StringBuilder();
        for (int value : values) {
            spark.append(SPARK.charAt(max(values) == 0 ? 0 : Math.round(7f * value / max(values))));
        }
        return spark.toString();
    }

    private static String spoken(int[] values) {
        List<String> days = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            days.add(DAYS.get(i) + " " + String.format(Locale.US, "%,d", values[i]));
        }
        return String.join(", ", days);
    }

    private static int best(int[] values) {
        for (int i = 0; i < values.length; i++) {
            if (values[i] > 0 && values[i] == max(values)) {
                return i;
            }
        }
        return -1;
    }

    private static int max(int[] values) {
        return Arrays.stream(values).max().orElse(0);
    }

    private static int sum(int[] values) {
        return Arrays.stream(values).sum();
    }

    static Recipient recipient(@Nullable String name) {
        return new Recipient("user-7", "acme-42", "ada@example.com", name, "America/Los_Angeles", "en-US", "pro");
    }

    static Letter letter(Templates templates, Content content) {
        return new Letter(
                4711, "weekly", WEEK, recipient("Ada Lovelace"), content, templates.current("weekly-metrics"));
    }

    static Renderer renderer(Templates templates, Digest digest) {
        return new Renderer(new DigestCatalog(List.of(digest)), templates, new Links());
    }

    /** Those that come with the program, without a database. */
    static Templates builtIn() {
        return templates(Path.of("no-such-folder"));
    }

    static Templates templates(Path folder) {
        DataSource nowhere = new DriverManagerDataSource("jdbc:postgresql://nowhere.invalid/");
        TemplateFiles files = new TemplateFiles(folder);
        return new Templates(files, new TemplateVersions(JdbcClient.create(nowhere), files));
    }
}
