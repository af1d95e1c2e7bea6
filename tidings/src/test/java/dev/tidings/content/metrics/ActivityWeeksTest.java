package dev.tidings.content.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.audience.Audience;
import dev.tidings.audience.Audience.AudiencePage;
import dev.tidings.audience.CurrentRecipient;
import dev.tidings.audience.Recipient;
import dev.tidings.audience.Users;
import dev.tidings.bulk.BulkLoaders;
import dev.tidings.content.Content;
import dev.tidings.content.ContentRequest;
import dev.tidings.content.ContentResult;
import dev.tidings.digest.ConfigurationFolder;
import dev.tidings.digest.Digest;
import dev.tidings.digest.DigestPeriod;
import dev.tidings.testing.TestDatabase;
import dev.tidings.text.MessageCatalog;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Compares the example's weeks with sums computed directly from its file. */
class ActivityWeeksTest {
    private static final Path EXAMPLE = Path.of("..", "examples", "activity");
    private static final DateTimeFormatter US_DATE = DateTimeFormatter.ofPattern("M/d/yyyy");
    private static final Map<String, String> COLUMNS = Map.of(
            "steps", "TotalSteps",
            "distance", "TotalDistance",
            "very_active_minutes", "VeryActiveMinutes",
            "calories", "Calories");

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static final Map<String, BigDecimal> sums = new HashMap<>();

    private final Digest digest =
            ConfigurationFolder.read(EXAMPLE).digests().all().iterator().next();
    private final MetricsContentSource source = new MetricsContentSource(
            new DailyMetrics(database.jdbc(), database.transactions()), MessageCatalog.english());
    private final Audience audience = new Audience(database.jdbc());

    @BeforeAll
    static void importExample() throws IOException {
        MetricsImport metricsImport = new MetricsImport(
                BulkLoaders.of(database), new StagedMetrics(database.jdbc()), new Users(database.jdbc()));
        try (InputStream in = Files.newInputStream(EXAMPLE.resolve("daily_activity.csv"))) {
            metricsImport.importWide(in, MetricsMapping.read(EXAMPLE.resolve("import.yml")), rows -> {});
        }
        List<String> lines = Files.readAllLines(EXAMPLE.resolve("daily_activity.csv"));
        List<String> header = List.of(lines.getFirst().split(",", -1));
        for (String line : lines.subList(1, lines.size())) {
            String[] fields = line.split(",", -1);
            LocalDate day = LocalDate.parse(fields[header.indexOf("ActivityDate")], US_DATE);
            COLUMNS.forEach((key, column) -> sums.merge(
                    key + " of " + fields[0] + " in "
                            + DigestPeriod.containing(day).start(),
                    new BigDecimal(fields[header.indexOf(column)]),
                    BigDecimal::add));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2016-04-11", "2016-04-18", "2016-04-25", "2016-05-02", "2016-05-09", "2016-05-16"})
    void totalsAreSumsOfTheDailyNumbers(LocalDate monday) {
        List<Recipient> recipients =
                audience.findRecipients(audience.listDue(new AudiencePage(digest, null, 1000))).stream()
                        .map(CurrentRecipient::recipient)
                        .toList();

        Map<String, ContentResult> results = composeAll(digest, DigestPeriod.containing(monday), recipients);

        assertThat(results).hasSameSizeAs(recipients);
        results.forEach((user, result) -> assertTotals(user, result, monday));
    }

    @Test
    void accountsWithoutNumbersGetNoContent() {
        DigestPeriod emptyWeek = DigestPeriod.containing(LocalDate.of(2016, 5, 16));
        List<Recipient> recipients =
                audience.findRecipients(audience.listDue(new AudiencePage(digest, null, 1000))).stream()
                        .map(CurrentRecipient::recipient)
                        .toList();

        assertThat(composeAll(digest, emptyWeek, recipients).values())
                .hasSizeGreaterThan(1)
                .allMatch(result -> result instanceof ContentResult.NoContent);
    }

    private void assertTotals(String user, ContentResult result, LocalDate monday) {
        boolean hasNumbers =
                COLUMNS.keySet().stream().anyMatch(key -> sum(key, user, monday).signum() > 0);
        assertThat(result instanceof ContentResult.ContentAvailable)
                .as("letter of %s", user)
                .isEqualTo(hasNumbers);
        if (result instanceof ContentResult.ContentAvailable(var facts)) {
            Recipient reader = new Recipient(user, user, user + "@example.test", null, null, null, null);
            Content content = source.present(facts, reader, DigestPeriod.containing(monday));
            JsonMapper mapper = JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .build();
            JsonNode metrics =
                    mapper.readTree(mapper.writeValueAsString(content.fields())).path("metrics");
            assertThat(metrics.size()).isEqualTo(COLUMNS.size());
            for (JsonNode metric : metrics) {
                BigDecimal total = sum(metric.path("key").stringValue(), user, monday);
                BigDecimal before = sum(metric.path("key").stringValue(), user, monday.minusWeeks(1));
                int decimals = metric.path("unit").stringValue().equals("km") ? 2 : 0;
                assertThat(metric.path("value").decimalValue()).isEqualByComparingTo(total);
                assertThat(metric.path("total").stringValue().replace(",", ""))
                        .isEqualTo(
                                total.setScale(decimals, RoundingMode.HALF_UP).toPlainString());
                assertThat(metric.path("change").stringValue()).isEqualTo(change(total, before));
            }
        }
    }

    private static String change(BigDecimal total, BigDecimal before) {
        if (total.compareTo(before) == 0) {
            return "same as last week";
        }
        if (before.signum() == 0) {
            return "new this week";
        }
        BigDecimal percent = total.divide(before, MathContext.DECIMAL128)
                .subtract(BigDecimal.ONE)
                .abs()
                .movePointRight(2);
        long rounded = percent.setScale(0, RoundingMode.HALF_UP).longValue();
        if (total.signum() > 0 && total.compareTo(before) < 0) {
            rounded = Math.min(99, rounded);
        }
        return (rounded == 0 ? "less than 1%" : String.format(Locale.US, "%,d%%", rounded)) + " vs last week";
    }

    private static BigDecimal sum(String key, String user, LocalDate monday) {
        return sums.getOrDefault(key + " of " + user + " in " + monday, BigDecimal.ZERO);
    }

    private Map<String, ContentResult> composeAll(Digest digest, DigestPeriod period, List<Recipient> recipients) {
        return source.compose(new ContentRequest(digest, period, null), recipients)
                .byUser();
    }
}
