package dev.tidings.opportunities;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.bulk.BulkLoaders;
import dev.tidings.testing.TestDatabase;
import dev.tidings.testkit.SettableClock;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Measures which reports are grouped. {@code calls.ndjson} was written before the rules of {@link CallText}, {@code
 * calls-later.ndjson} after them, {@code calls-spelling.ndjson} holds names that are spelled in several ways. Reports with the same {@code call} are the same; all other pairs are different.
 */
class CallPairsTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final JsonMapper json = new JsonMapper();
    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-01T09:00:00Z"));
    private final OpportunityImport opportunityImport = new OpportunityImport(
            BulkLoaders.of(database), new StagedOpportunities(database.jdbc()), TestDuplicates.of(database), clock);

    private record FoundPairs(long expected, List<String> found, List<String> missed, List<String> wrong) {
        double recall() {
            return (double) found.size() / expected;
        }

        double precision() {
            return (double) found.size() / (found.size() + wrong.size());
        }
    }

    @BeforeEach
    void deleteOpportunities() {
        database.jdbc().sql("truncate opportunity, title_decoration cascade").update();
    }

    @ParameterizedTest
    @CsvSource({"calls.ndjson, 27", "calls-later.ndjson, 14", "calls-spelling.ndjson, 8"})
    void sameCallsAreGroupedAndOthersAreNot(String file, int truePairs) throws IOException {
        List<ObjectNode> reports = reports(file);
        importAll(reports);

        FoundPairs pairs = pairs(reports);

        assertThat(pairs.expected()).isGreaterThanOrEqualTo(truePairs);
        assertThat(pairs.recall()).as("recall, missed %s", pairs.missed()).isGreaterThanOrEqualTo(0.9);
        assertThat(pairs.precision()).as("precision, wrong %s", pairs.wrong()).isGreaterThanOrEqualTo(0.95);
    }

    /** One source after the other, a day apart, as they are scraped. */
    private void importAll(List<ObjectNode> reports) {
        reports.stream()
                .collect(Collectors.groupingBy(report -> report.path("source").stringValue()))
                .forEach((source, ofSource) -> {
                    assertThat(opportunityImport
                                    .importFromSource(ofSource.stream()
                                            .map(CallPairsTest::row)
                                            .toList())
                                    .importReport()
                                    .badRows())
                            .isEmpty();
                    clock.advance(Duration.ofDays(1));
                });
    }

    private static ObjectNode row(ObjectNode report) {
        ObjectNode row = report.deepCopy();
        row.remove("call");
        return row.put(
                "url",
                "https://" + report.path("source").stringValue() + ".example/"
                        + report.path("id").stringValue());
    }

    private static FoundPairs pairs(List<ObjectNode> reports) {
        Map<String, String> groups = new HashMap<>();
        database.jdbc()
                .sql("select id, coalesce(duplicate_of, id) as original from opportunity")
                .query(row -> {
                    groups.put(row.getString("id"), row.getString("original"));
                });
        FoundPairs pairs = new FoundPairs(0, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < reports.size(); i++) {
            for (ObjectNode other : reports.subList(i + 1, reports.size())) {
                ObjectNode report = reports.get(i);
                String name = report.path("id").stringValue() + " = "
                        + other.path("id").stringValue();
                boolean same = report.path("call").equals(other.path("call"));
                boolean found = Objects.equals(
                        groups.get(report.path("id").stringValue()),
                        groups.get(other.path("id").stringValue()));
                if (found || same) {
                    (found && same ? pairs.found() : same ? pairs.missed() : pairs.wrong()).add(name);
                }
            }
        }
        return new FoundPairs(
                pairs.found().size() + pairs.missed().size(), pairs.found(), pairs.missed(), pairs.wrong());
    }

    private List<ObjectNode> reports(String file) throws IOException {
        try (InputStream in = CallPairsTest.class.getResourceAsStream("/opportunities/" + file)) {
            return new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .map(line -> (ObjectNode) json.readTree(line))
                    .toList();
        }
    }
}
