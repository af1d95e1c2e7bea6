package dev.tidings.content.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.audience.Recipient;
import dev.tidings.content.Content;
import dev.tidings.content.ContentRequest;
import dev.tidings.content.ContentResult;
import dev.tidings.digest.Digest;
import dev.tidings.digest.DigestPeriod;
import dev.tidings.testing.SampleDigests;
import dev.tidings.testing.TestDatabase;
import dev.tidings.text.MessageCatalog;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MetricsContentSourceTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final Digest weekly = SampleDigests.weekly();
    private final MetricsContentSource source = new MetricsContentSource(
            new DailyMetrics(database.jdbc(), database.transactions()), MessageCatalog.english());

    @BeforeEach
    void deleteNumbers() {
        database.jdbc().sql("truncate daily_metric").update();
    }

    @Test
    void totalsCoverOnlyTheTwoWeeks() {
        store("a", "2026-11-01", "", "{\"sessions\": 1000000}");
        store("a", "2026-11-02", "", "{\"sessions\": 100}");
        store("a", "2026-11-08", "", "{\"sessions\": 100}");
        store("a", "2026-11-09", "", "{\"sessions\": 1}");
        store("a", "2026-11-15", "", "{\"sessions\": 249}");
        store("a", "2026-11-16", "", "{\"sessions\": 1000000}");

        JsonNode sessions = metric(compose(recipient("ada", "a")), 0);

        assertThat(sessions.path("total").stringValue()).isEqualTo("250");
        assertThat(sessions.path("change").stringValue()).isEqualTo("25% vs last week");
        assertThat(sessions.path("spoken").stringValue())
                .startsWith("Monday 1,")
                .endsWith("Sunday 249");
    }

    @Test
    void sourcesOfOneDayAreSummedWithoutRounding() {
        store("a", "2026-11-09", "web", "{\"sessions\": 0.1}");
        store("a", "2026-11-09", "app", "{\"sessions\": 0.2}");
        store("a", "2026-11-10", "app", "{\"sessions\": 0.7}");

        JsonNode sessions = metric(compose(recipient("ada", "a")), 0);

        assertThat(sessions.path("total").stringValue()).isEqualTo("1");
        assertThat(sessions.path("value").decimalValue()).isEqualByComparingTo("1");
    }

    @Test
    void missingDaysMissingMetricsAndNullAreZero() {
        store("a", "2026-11-09", "", "{\"sessions\": null, \"reach\": 7}");
        store("a", "2026-11-11", "", "{}");

        ContentResult result = compose(recipient("ada", "a"));

        assertThat(metric(result, 0).path("total").stringValue()).isEqualTo("0");
        assertThat(metric(result, 2).path("total").stringValue()).isEqualTo("7");
        assertThat(result.toString()).doesNotContain("NaN").doesNotContain("∞");
    }

    @Test
    void metricWithoutEarlierNumbersIsNew() {
        store("a", "2026-11-09", "", "{\"sessions\": 5}");

        ContentResult result = compose(recipient("ada", "a"));

        assertThat(metric(result, 0).path("change").stringValue()).isEqualTo("new this week");
        assertThat(metric(result, 1).path("change").stringValue()).isEqualTo("same as last week");
    }

    @Test
    void invalidValueFailsOnlyItsAccount() {
        store("a", "2026-11-12", "", "{\"sessions\": \"many\"}");
        store("b", "2026-11-12", "", "{\"sessions\": 5, \"unknown\": \"text\"}");
        store("c", "2026-11-03", "", "{\"reach\": {\"deep\": 1}}");
        store("d", "2026-11-12", "", "{\"sessions\": 1e400}");

        Map<String, ContentResult> results = composeAll(
                weekly,
                SampleMetricWeeks.PERIOD,
                List.of(
                        recipient("ada", "a"),
                        recipient("al", "a"),
                        recipient("bob", "b"),
                        recipient("cy", "c"),
                        recipient("di", "d")));

        assertThat(results)
                .containsEntry("ada", new ContentResult.ContentFailed("\"sessions\" of 2026-11-12 is not a number"))
                .containsEntry("al", new ContentResult.ContentFailed("\"sessions\" of 2026-11-12 is not a number"))
                .containsEntry("cy", new ContentResult.ContentFailed("\"reach\" of 2026-11-03 is not a number"))
                .containsEntry("di", new ContentResult.ContentFailed("\"sessions\" of 2026-11-12 is out of range"));
        assertThat(results.get("bob")).isInstanceOf(ContentResult.ContentAvailable.class);
    }

    @Test
    void emptyWeekHasNoContent() {
        store("before", "2026-11-02", "", "{\"sessions\": 5}");
        store("zeros", "2026-11-09", "", "{\"sessions\": 0, \"unshown\": 9}");

        for (String account : List.of("none", "before", "zeros")) {
            assertThat(compose(recipient("ada", account))).isEqualTo(new ContentResult.NoContent());
        }
    }

    @Test
    void emptyWeekIsSentWhenConfigured() {
        ContentResult result = composeAll(
                        SampleDigests.weeklyEvenIfEmpty(), SampleMetricWeeks.PERIOD, List.of(recipient("ada", "none")))
                .get("ada");

        assertThat(metric(result, 0).path("total").stringValue()).isEqualTo("0");
        assertThat(fields(result).path("best_day").isNull()).isTrue();
    }

    @Test
    void numbersAreFormattedInTheReadersLocale() {
        store("a", "2026-11-09", "", "{\"sessions\": 5684}");

        Map<String, ContentResult> results = composeAll(
                weekly,
                SampleMetricWeeks.PERIOD,
                List.of(
                        recipient("ada", "a"),
                        new Recipient("bea", "a", "b@example.test", null, null, "de-DE", null),
                        new Recipient("cy", "a", "c@example.test", null, null, "not a locale", null)));

        assertThat(metric(results.get("ada"), 0).path("total").stringValue()).isEqualTo("5,684");
        assertThat(metric(results.get("bea"), "de-DE").path("total").stringValue())
                .isEqualTo("5.684");
        assertThat(metric(results.get("cy"), "not a locale").path("total").stringValue())
                .isEqualTo("5,684");
    }

    @Test
    void contentNeverContainsNumbersOfOtherAccounts() {
        int accounts = 200;
        List<Recipient> recipients = new ArrayList<>();
        for (int i = 0; i < accounts; i++) {
            store("account-" + i, "2026-11-11", "", "{\"sessions\": " + uniqueNumber(i) + "}");
            store("account-" + i, "2026-11-04", "", "{\"sessions\": " + uniqueNumber(i + accounts) + "}");
            recipients.add(recipient("user-" + i, "account-" + i));
        }
        List<String> numbers = IntStream.range(0, 2 * accounts)
                .mapToObj(i -> String.valueOf(uniqueNumber(i)))
                .toList();

        Map<String, ContentResult> results = composeAll(weekly, SampleMetricWeeks.PERIOD, recipients);

        for (int i = 0; i < accounts; i++) {
            String letter = String.valueOf(results.get("user-" + i));
            assertThat(numbers.stream().filter(letter::contains).toList())
                    .containsExactly(numbers.get(i), numbers.get(i + accounts));
        }
    }

    @Test
    void sampleHasAllFieldsOfALetter() {
        store("a", "2026-11-09", "", "{\"sessions\": 5}");

        Content sample = source.sample(weekly);
        Content real = content(compose(recipient("ada", "a")), null);

        assertThat(sample.fields().keySet()).isEqualTo(real.fields().keySet());
        assertThat(sample.fields().get("best_day")).isNotNull();
        assertThat(sample.itemCount()).isEqualTo(4);
        JsonNode metrics = json(sample).path("metrics");
        assertThat(metrics.valueStream().map(metric -> metric.path("arrow").stringValue()))
                .containsExactly("▲", "▼", "", "");
        assertThat(metrics.valueStream().map(metric -> metric.path("change").stringValue()))
                .contains("new this week", "same as last week");
    }

    /** A seven-digit number that appears in no other account. */
    private static int uniqueNumber(int i) {
        return 1_000_003 + i * 20_011;
    }

    private ContentResult compose(Recipient recipient) {
        return Objects.requireNonNull(
                composeAll(weekly, SampleMetricWeeks.PERIOD, List.of(recipient)).get(recipient.userId()));
    }

    private JsonNode metric(@Nullable ContentResult result, int index) {
        return fields(result).path("metrics").path(index);
    }

    /** The first metric in this locale. */
    private JsonNode metric(@Nullable ContentResult result, String locale) {
        return json(content(result, locale)).path("metrics").path(0);
    }

    private JsonNode fields(@Nullable ContentResult result) {
        return json(content(result, null));
    }

    private Content content(@Nullable ContentResult result, @Nullable String locale) {
        if (result instanceof ContentResult.ContentAvailable ready) {
            Recipient reader = new Recipient("ada", "a", "ada@example.test", null, null, locale, null);
            return source.present(ready.facts(), reader, SampleMetricWeeks.PERIOD);
        }
        throw new AssertionError("Not ready but " + result);
    }

    private static JsonNode json(Content content) {
        JsonMapper mapper = new JsonMapper();
        return mapper.readTree(mapper.writeValueAsString(content.fields()));
    }

    private static Recipient recipient(String user, String account) {
        return new Recipient(user, account, user + "@example.test", null, null, null, null);
    }

    private static void store(String account, String day, String sourceName, String data) {
        database.jdbc()
                .sql(
                        "insert into daily_metric (account_id, metric_date, source_name, data) values (:account, :day, :source, :data::jsonb)")
                .param("account", account)
                .param("day", LocalDate.parse(day))
                .param("source", sourceName)
                .param("data", data)
                .update();
    }

    private Map<String, ContentResult> composeAll(Digest digest, DigestPeriod period, List<Recipient> recipients) {
        return source.compose(new ContentRequest(digest, period, null), recipients)
                .byUser();
    }
}
