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
    private static final String ABOUT = """
            Atelier Nord invites sculptors and stone carvers to spend six weeks in its workshop by the river. Residents get a \
            studio of forty square meters, a room, a monthly stipend of 800 euros, and help with heavy material. At the end of \
            the stay the works are shown to the public in the old mill. Applicants of every age and country are welcome; \
            please send a portfolio of ten works and one page about what you want to make.""";

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-22T09:00:00Z"));
    private final OpportunityImport opportunityImport = new OpportunityImport(
            BulkLoaders.of(database), new StagedOpportunities(database.jdbc()), TestDuplicates.of(database), clock);

    @BeforeEach
    void deleteOpportunities() {
        database.jdbc().sql("truncate opportunity cascade").update();
    }

    @Test
    void laterReportOfAnotherSourceIsADuplicate() {
        importRows(row("a", "one"));
        clock.advance(Duration.ofDays(1));
        importRows(row("b", "two").put("title", "Open call: Stone Carving Residency 2027"));

        assertThat(duplicates()).containsOnly(Map.entry("b", "a"));
    }

    @Test
    void longestOfSimultaneousReportsIsTheOriginal() {
        importRows(row("a", "one"), row("b", "two").put("award", "a studio and 2,000 EUR"), row("c", "three"));

        assertThat(duplicates()).containsOnly(Map.entry("a", "b"), Map.entry("c", "b"));
    }

    @Test
    void sameSourceHasNoDuplicates() {
        importRows(row("a", "one"), row("b", "one"));

        assertThat(duplicates()).isEmpty();
    }

    @Test
    void deadlinesMayDifferByADayOrBeUnknown() {
        importRows(row("a", "one"));
        clock.advance(Duration.ofDays(1));
        importRows(
                row("b", "two").put("deadline", "2027-02-01"), row("c", "three").putNull("deadline"));

        assertThat(duplicates()).containsOnly(Map.entry("b", "a"), Map.entry("c", "a"));
    }

    @Test
    void nextYearsCallIsNoDuplicate() {
        importRows(row("a", "one"));
        clock.advance(Duration.ofDays(1));
        importRows(row("b", "two").put("deadline", "2028-01-31"));

        assertThat(duplicates()).isEmpty();
    }

    @Test
    void siblingCallOfAnotherSourceIsNoDuplicate() {
        importRows(row("a", "one"));
        clock.advance(Duration.ofDays(1));
        importRows(row("b", "two").put("title", "Wood Carving Residency 2027"));

        assertThat(duplicates()).isEmpty();
    }

    @Test
    void shortReportsAreNeverDuplicates() {
        importRows(
                row("a", "one").put("title", "Open call").put("description", "Apply now."),
                row("b", "two").put("title", "Open call").put("description", "Apply now."));

        assertThat(duplicates()).isEmpty();
    }

    @Test
    void changedDuplicateBecomesAnOriginal() {
        importRows(row("a", "one"));
        clock.advance(Duration.ofDays(1));
        importRows(row("b", "two"));
        importRows(row("b", "two").put("deadline", "2027-06-30"));

        assertThat(duplicates()).isEmpty();
    }

    @Test
    void duplicatesOfAChangedOriginalGetANewOriginal() {
        importRows(row("a", "one"));
        clock.advance(Duration.ofDays(1));
        importRows(row("b", "two"));
        clock.advance(Duration.ofDays(1));
        importRows(row("c", "three"));
        importRows(row("a", "one").put("title", "Painting Week").put("deadline", "2027-06-30"));

        assertThat(duplicates()).containsOnly(Map.entry("c", "b"));
    }

    @Test
    void changedOlderReportBecomesTheOriginal() {
        importRows(row("a", "one").put("title", "To be announced").put("description", "More soon."));
        clock.advance(Duration.ofDays(1));
        importRows(row("b", "two"));
        importRows(row("a", "one"));

        assertThat(duplicates()).containsOnly(Map.entry("b", "a"));
    }

    @Test
    void splitReportsAreNeverJoinedAgain() {
        importRows(row("a", "one"));
        clock.advance(Duration.ofDays(1));
        importRows(row("b", "two"));
        clock.advance(Duration.ofDays(1));
        importRows(row("c", "three"));
        assertThat(duplicates()).containsOnly(Map.entry("b", "a"), Map.entry("c", "a"));

        assertThat(TestDuplicates.splits(database, clock).split("a")).isTrue();
        assertThat(duplicates()).containsOnly(Map.entry("c", "b"));

        importRows(row("a", "one").put("award", "a studio"), row("c", "three").put("award", "a studio"));
        assertThat(duplicates()).containsOnly(Map.entry("c", "b"));
        assertThat(TestDuplicates.splits(database, clock).split("a")).isFalse();
        assertThat(TestDuplicates.splits(database, clock).split("nobody")).isFalse();
    }

    @Test
    void latestSplitCanBeUndoneFromEitherSide() {
        importRows(row("a", "one"), row("b", "two"), row("c", "three"));
        OpportunitySplits splits = TestDuplicates.splits(database, clock);
        Map<String, String> joined = duplicates();
        splits.split("a");
        clock.advance(Duration.ofDays(1));
        splits.split("b");
        assertThat(duplicates()).isEmpty();
        assertThat(splits.latestSplitFrom("b")).containsExactly("c");
        assertThat(splits.latestSplitFrom("a")).containsExactly("b", "c");

        assertThat(splits.join("c")).isTrue();
        assertThat(duplicates()).hasSize(1);
        assertThat(splits.latestSplitFrom("c")).containsExactly("a");

        assertThat(splits.join("a")).isTrue();
        assertThat(duplicates()).isEqualTo(joined).hasSize(2);
        assertThat(splits.latestSplitFrom("a")).isEmpty();
        assertThat(splits.join("a")).isFalse();
        assertThat(splits.join("nobody")).isFalse();
    }

    @Test
    void reportsThatNoLongerMatchStayApartWhenTheirSplitIsUndone() {
        importRows(row("a", "one"), row("b", "two"));
        OpportunitySplits splits = TestDuplicates.splits(database, clock);
        splits.split("a");
        importRows(row("b", "two").put("deadline", "2027-03-31"));

        assertThat(splits.join("a")).isTrue();
        assertThat(duplicates()).isEmpty();
    }

    @Test
    void expiredReportStaysInItsGroup() {
        importRows(row("a", "one"));
        clock.advance(Duration.ofDays(1));
        importRows(row("b", "two"));
        database.jdbc()
                .sql("update opportunity set status = 'expired', status_by = 'deadline' where id = 'a'")
                .update();
        importRows(row("b", "two").put("award", "a studio"));

        assertThat(duplicates()).containsOnly(Map.entry("b", "a"));
    }

    /** The endings are learned with the third title. The pair was not the same before. */
    @Test
    void decorationLearnedLaterJoinsOlderReports() {
        importRows(row("a", "one").putNull("organization"));
        importRows(row("b", "two")
                .put("title", "Stone Carving Residency 2027 - Quarterly Picks Harvest")
                .put("description", "A studio by the river."));
        assertThat(duplicates()).isEmpty();

        importRows(
                row("c", "two")
                        .put("title", "Opera chorus - Quarterly Picks Harvest")
                        .put("deadline", "2027-03-01"),
                row("d", "two")
                        .put("title", "Blue tiles - Quarterly Picks Harvest")
                        .put("deadline", "2027-04-01"));

        assertThat(duplicates()).containsOnly(Map.entry("b", "a"));
    }

    private static ObjectNode row(String id, String source) {
        return new JsonMapper()
                .createObjectNode()
                .put("id", id)
                .put("source", source)
                .put("title", "Stone Carving Residency 2027")
                .put("url", "https://" + source + ".example/" + id)
                .put("organization", "Atelier Nord")
                .put("description", ABOUT)
                .put("deadline", "2027-01-31");
    }

    private void importRows(ObjectNode... rows) {
        assertThat(opportunityImport
                        .importFromSource(Arrays.asList(rows))
                        .importReport()
                        .badRows())
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
