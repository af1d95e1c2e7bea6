package dev.tidings.content.metrics;

import static dev.tidings.content.metrics.SampleMetricWeeks.NOTHING;
import static dev.tidings.content.metrics.SampleMetricWeeks.daily;
import static dev.tidings.content.metrics.SampleMetricWeeks.days;
import static dev.tidings.content.metrics.SampleMetricWeeks.figures;
import static dev.tidings.content.metrics.SampleMetricWeeks.week;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.content.Content;
import dev.tidings.digest.Digest.DisplayedMetric;
import dev.tidings.digest.DigestPeriod;
import dev.tidings.text.MessageCatalog;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MetricsContentTest {
    private static final MessageCatalog MESSAGES = MessageCatalog.english();

    @Test
    void allFieldsOfAMetricAreFormatted() {
        Content content = content("en-US", week("Sessions", days(812, 900, 0, 1024.4, 1, 512, 0), daily(500)));

        assertThat(content.itemCount()).isEqualTo(1);
        assertThat(content.preheader()).isEqualTo("Sessions down 7%, best day Thursday");
        assertThat(json(content)).isEqualTo(new JsonMapper().readTree("""
                {
                  "headline": "A slightly quieter week: sessions fell by 7%, with Thursday the best day.",
                  "metrics": [{
                    "key": "Sessions", "label": "Sessions", "unit": "",
                    "total": "3,249", "value": 3249.4,
                    "arrow": "▼", "change": "7% vs last week",
                    "up": false, "down": true, "same": false, "fresh": false,
                    "spark": "▅▇▁▇▂▃▁",
                    "spoken": "Monday 812, Tuesday 900, Wednesday 0, Thursday 1,024, Friday 1, Saturday 512, Sunday 0",
                    "days": [
                      {"weekday": "Mon", "date": "Nov 9", "value": "812", "height": 32, "rest": 8, "best": false},
                      {"weekday": "Tue", "date": "Nov 10", "value": "900", "height": 35, "rest": 5, "best": false},
                      {"weekday": "Wed", "date": "Nov 11", "value": "0", "height": 0, "rest": 40, "best": false},
                      {"weekday": "Thu", "date": "Nov 12", "value": "1,024", "height": 40, "rest": 0, "best": true},
                      {"weekday": "Fri", "date": "Nov 13", "value": "1", "height": 1, "rest": 39, "best": false},
                      {"weekday": "Sat", "date": "Nov 14", "value": "512", "height": 20, "rest": 20, "best": false},
                      {"weekday": "Sun", "date": "Nov 15", "value": "0", "height": 0, "rest": 40, "best": false}
                    ]
                  }],
                  "best_day": {"weekday": "Thursday", "date": "November 12", "value": "1,024", "label": "sessions", "unit": ""},
                  "account_id": "acme",
                  "period_label": "Nov 9 – 15, 2026"
                }"""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "700 | 700 | same | '' | same as last week",
                "0 | 0 | same | '' | same as last week",
                "12 | 0 | fresh | '' | new this week",
                "1120 | 1000 | up | ▲ | 12% vs last week",
                "1001 | 1000 | up | ▲ | less than 1% vs last week",
                "13000 | 1000 | up | ▲ | '1,200% vs last week'",
                "880 | 1000 | down | ▼ | 12% vs last week",
                "1 | 1000 | down | ▼ | 99% vs last week",
                "0 | 1000 | down | ▼ | 100% vs last week",
                "5 | -10 | up | ▲ | from -10 last week",
                "-5 | 10 | down | ▼ | from 10 last week"
            })
    void changeHasArrowAndCaption(double total, double before, String trend, String arrow, String change) {
        Map<String, @Nullable Object> metric = metric(
                content("en-US", week("Sessions", days(total, 0, 0, 0, 0, 0, 0), days(before, 0, 0, 0, 0, 0, 0))));

        assertThat(metric).containsEntry("arrow", arrow).containsEntry("change", change);
        for (String flag : List.of("up", "down", "same", "fresh")) {
            assertThat(metric).containsEntry(flag, flag.equals(trend));
        }
    }

    @Test
    void firstOfEqualDaysIsTheBestDay() {
        Content content = content("en-US", week("Sessions", days(1, 5, 5, 0, 0, 0, 0), NOTHING));

        assertThat(json(content).at("/metrics/0/days/1/best").booleanValue()).isTrue();
        assertThat(json(content).at("/metrics/0/days/2/best").booleanValue()).isFalse();
        assertThat(json(content).at("/best_day/weekday").stringValue()).isEqualTo("Tuesday");
    }

    @Test
    void weekOfZerosHasNoBestDay() {
        Content content = content("en-US", week("Sessions", NOTHING, daily(3)), week("Reach", daily(1), NOTHING));

        assertThat(content.fields()).containsEntry("best_day", null);
        assertThat(metric(content)).containsEntry("spark", "▁▁▁▁▁▁▁");
        assertThat(json(content).at("/metrics/0/days").valueStream())
                .allSatisfy(day -> assertThat(day.path("best").booleanValue()).isFalse());
    }

    @Test
    void negativeDaysHaveNoBar() {
        assertThat(metric(content("en-US", week("Profit", days(-5, 10, 0, 0, 0, 0, 0), NOTHING))))
                .containsEntry("spark", "▁▇▁▁▁▁▁")
                .containsEntry(
                        "spoken", "Monday -5, Tuesday 10, Wednesday 0, Thursday 0, Friday 0, Saturday 0, Sunday 0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en-US | 12,345.68 | 20%",
                "de-DE | 12.345,68 | 20 %",
                "fr | 12 345,68 | 20 %",
                "en-IN | 12,345.68 | 20%",
                "'' | 12,345.68 | 20%",
                "xx-nonsense-! | 12,345.68 | 20%",
                "de_DE | 12,345.68 | 20%"
            })
    void numbersFollowTheReadersLocale(String locale, String total, String percent) {
        MetricWeek distance = new MetricWeek(
                new DisplayedMetric("distance", "Distance", "km", 2),
                days(12345.675, 0, 0, 0, 0, 0, 0),
                days(12345.675 / 1.2, 0, 0, 0, 0, 0, 0));

        Map<String, @Nullable Object> metric = metric(content(locale, distance));

        assertThat(plainSpaces(metric.get("total"))).isEqualTo(total);
        assertThat(plainSpaces(metric.get("change"))).isEqualTo(percent + " vs last week");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-11-09 | Nov 9 – 15, 2026",
                "2026-11-30 | Nov 30 – Dec 6, 2026",
                "2026-12-28 | Dec 28, 2026 – Jan 3, 2027",
                "2026-09-07 | Sep 7 – 13, 2026"
            })
    void weekLabelRepeatsMonthAndYearIfTheyChange(LocalDate monday, String label) {
        assertThat(new WeekLabels(DigestPeriod.containing(monday), MESSAGES).label())
                .isEqualTo(label);
    }

    private static Content content(String locale, MetricWeek... weeks) {
        return new MetricsContent(
                        new WeekLabels(SampleMetricWeeks.PERIOD, MESSAGES), new LocaleNumberFormat(locale), MESSAGES)
                .of("acme", figures(weeks));
    }

    private static JsonNode json(Content content) {
        JsonMapper mapper = new JsonMapper();
        return mapper.readTree(mapper.writeValueAsString(content.fields()));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, @Nullable Object> metric(Content content) {
        List<Map<String, @Nullable Object>> metrics =
                (List<Map<String, @Nullable Object>>) content.fields().get("metrics");
        return Objects.requireNonNull(metrics).getFirst();
    }

    private static String plainSpaces(@Nullable Object text) {
        return String.valueOf(text).replaceAll("\\h", " ");
    }
}
