package dev.tidings.opportunities;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.bulk.BulkLoaders;
import dev.tidings.testing.TestDatabase;
import dev.tidings.testkit.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class NearDuplicatesTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-22T09:00:00Z"));
    private final OpportunityImport imports = new OpportunityImport(
            BulkLoaders.of(database),
            new StagedOpportunities(database.jdbc()),
            new NearDuplicates(database.jdbc()),
            clock);

    @BeforeEach
    void empty() {
        database.jdbc().sql("truncate opportunity cascade").update();
    }

    @Test
    void laterReportOfAnotherSourceIsADuplicate() {
        report(line("a", "one"));
        clock.advance(Duration.ofDays(1));
        report(line("b", "two").put("title", "Open call: Stone Carving Residency 2027"));

        assertThat(duplicates()).containsOnly(Map.entry("b", "a"));
    }

    @Test
    void amongReportsOfOneMomentTheRichestStands() {
        report(line("a", "one"), line("b", "two").put("award", "a studio and 2,000 EUR"), line("c", "three"));

        assertThat(duplicates()).containsOnly(Map.entry("a", "b"), Map.entry("c", "b"));
    }

    @Test
    void oneSourceMayListSiblings() {
        report(line("a", "one"), line("b", "one"));

        assertThat(duplicates()).isEmpty();
    }

    @Test
    void deadlinesMayDifferByADayOrBeUnknown() {
        report(line("a", "one"));
        clock.advance(Duration.ofDays(1));
        report(
                line("b", "two").put("deadline", "2027-02-01"),
                line("c", "three").putNull("deadline"));

        assertThat(duplicates()).containsOnly(Map.entry("b", "a"), Map.entry("c", "a"));
    }

    @Test
    void nextYearsCallIsAnother() {
        report(line("a", "one"));
        clock.advance(Duration.ofDays(1));
        report(line("b", "two").put("deadline", "2028-01-31"));

        assertThat(duplicates()).isEmpty();
    }

    @Test
    void siblingOfAnotherSourceIsNoDuplicate() {
        report(line("a", "one"));
        clock.advance(Duration.ofDays(1));
        report(line("b", "two").put("title", "Wood Carving Residency 2027"));

        assertThat(duplicates()).isEmpty();
    }

    @Test
    void shortReportsAreNeverDuplicates() {
        report(
                line("a", "one").put("title", "Open call").put("description", "Apply now."),
                line("b", "two").put("title", "Open call").put("description", "Apply now."));

        assertThat(duplicates()).isEmpty();
    }

    @Test
    void duplicateThatChangesItsTextStandsForItself() {
        report(line("a", "one"));
        clock.advance(Duration.ofDays(1));
        report(line("b", "two"));
        report(line("b", "two").put("deadline", "2027-06-30"));

        assertThat(duplicates()).isEmpty();
    }

    @Test
    void duplicatesOfAReportThatChangesFindTheirOriginalAnew() {
        report(line("a", "one"));
        clock.advance(Duration.ofDays(1));
        report(line("b", "two"));
        clock.advance(Duration.ofDays(1));
        report(line("c", "three"));
        report(line("a", "one").put("title", "Painting Week").put("deadline", "2027-06-30"));

        assertThat(duplicates()).containsOnly(Map.entry("c", "b"));
    }

    @Test
    void reportThatBecomesLikeAYoungerOneStandsBeforeIt() {
        report(line("a", "one").put("title", "To be announced").put("description", "More soon."));
        clock.advance(Duration.ofDays(1));
        report(line("b", "two"));
        report(line("a", "one"));

        assertThat(duplicates()).containsOnly(Map.entry("b", "a"));
    }

    private static ObjectNode line(String id, String source) {
        return new JsonMapper()
                .createObjectNode()
                .put("id", id)
                .put("source", source)
                .put("title", "Stone Carving Residency 2027")
                .put("url", "https://" + source + ".example/" + id)
                .put("organization", "Atelier Nord")
                .put("description", DuplicateCandidateTest.ABOUT)
                .put("deadline", "2027-01-31");
    }

    private void report(ObjectNode... lines) {
        assertThat(imports.importFromSource(Arrays.asList(lines)).importReport().badRows())
                .isEmpty();
    }

    private Map<String, String> duplicates() {
        Map<String, String> originals = new TreeMap<>();
        database.jdbc()
                .sql("select id, duplicate_of from opportunity where duplicate_of is not null")
                .query(row -> {
                    originals.put(row.getString("id"), row.getString("duplicate_of"));
                });
        return originals;
    }
}
