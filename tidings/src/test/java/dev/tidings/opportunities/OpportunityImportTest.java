package dev.tidings.opportunities;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.bulk.BulkLoaders;
import dev.tidings.bulk.FileRefused;
import dev.tidings.bulk.ImportReport;
import dev.tidings.opportunities.Opportunity.OpportunityStatus;
import dev.tidings.testing.TestDatabase;
import dev.tidings.testkit.SettableClock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class OpportunityImportTest {
    private static final Instant NOW = Instant.parse("2026-11-22T09:00:00Z");

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final SettableClock clock = new SettableClock(NOW);
    private final Opportunities opportunities = new Opportunities(database.jdbc(), clock);
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
    void everyNameOfALineIsKept() throws IOException {
        ImportReport report = read("""
                {"id":"p-1","title":" Stone residency ","description":"Six weeks.","url":"https://a.example/x?utm_source=s",\
                "organization":"Atelier","source":"proletto","deadline":"2026-12-31T23:59:00+01:00","tags":["stone","{\\"odd\\\\"],\
                "discipline":"sculpture; craft","type":"residency","location":"Berlin","fee":"25,50 €","award":2000,"remote":"yes",\
                "language":"de_AT","posted_at":"2026-11-01","status":"live"}
                """);

        assertThat(report).isEqualTo(new ImportReport(1, 0, List.of(), 0, List.of()));
        assertThat(opportunities.find("p-1").orElseThrow())
                .isEqualTo(new OpportunityRecord(
                        new Opportunity(
                                "p-1",
                                "Stone residency",
                                "Six weeks.",
                                "https://a.example/x?utm_source=s",
                                "Atelier",
                                "proletto",
                                new Deadline(LocalDate.of(2026, 12, 31), Instant.parse("2026-12-31T22:59:00Z")),
                                List.of("stone", "{\"odd\\"),
                                List.of("sculpture", "craft"),
                                "residency",
                                "Berlin",
                                new BigDecimal("25.50"),
                                "EUR",
                                "2000",
                                true,
                                "de-AT",
                                Instant.parse("2026-11-01T00:00:00Z"),
                                OpportunityStatus.LIVE,
                                null),
                        NOW,
                        NOW,
                        NOW));
    }

    @Test
    void csvSeparatesWordsBySemicolonsOrBars() throws IOException {
        ImportReport report = read("""
                title,url,tags,disciplines,fee,deadline
                A,https://a.example/1,stone; wood,sculpture|craft,free,2026-12-01
                """);

        assertThat(report.badRows()).isEmpty();
        Opportunity opportunity = only();
        assertThat(opportunity.tags()).containsExactly("stone", "wood");
        assertThat(opportunity.disciplines()).containsExactly("sculpture", "craft");
        assertThat(opportunity.fee()).isEqualByComparingTo("0");
        assertThat(opportunity.deadline()).isEqualTo(new Deadline(LocalDate.of(2026, 12, 1), null));
    }

    @Test
    void idWithoutAnyIsTheSameForTheSamePageEverywhere() throws IOException {
        read("{\"title\":\"A\",\"url\":\"https://www.a.example/x/?utm_source=s\"}");
        String id = only().id();
        empty();
        read("{\"title\":\"B\",\"url\":\"http://A.example/x\"}");

        assertThat(only().id()).isEqualTo(id).hasSize(24);
    }

    @Test
    void samePageKeepsItsIdAndWhatALineLeavesOut() throws IOException {
        read("{\"title\":\"A\",\"url\":\"https://a.example/x\",\"organization\":\"Atelier\",\"award\":\"10\"}");
        OpportunityRecord first = row();
        clock.advance(Duration.ofDays(1));
        ImportReport report =
                read("{\"id\":\"p-1\",\"title\":\"B\",\"url\":\"https://a.example/x?fbclid=1\",\"award\":null}");

        assertThat(row().opportunity().id()).isEqualTo(first.opportunity().id());
        assertThat(row().opportunity().title()).isEqualTo("B");
        assertThat(row().opportunity().organization()).isEqualTo("Atelier");
        assertThat(row().opportunity().award()).isNull();
        assertThat(row().createdAt()).isEqualTo(NOW);
        assertThat(row().updatedAt()).isEqualTo(clock.instant());
        assertThat(report.notes())
                .extracting(note -> note.text())
                .containsExactly("id was not taken: the page is known as "
                        + first.opportunity().id() + " already");
    }

    @Test
    void sameIdAtAnotherAddressIsTheSameOpportunity() throws IOException {
        read("{\"id\":\"p-1\",\"title\":\"A\",\"url\":\"https://a.example/old\"}");
        read("{\"id\":\"p-1\",\"title\":\"A\",\"url\":\"https://a.example/new\"}");

        assertThat(only().url()).isEqualTo("https://a.example/new");
    }

    @Test
    void idAndAddressOfTwoOpportunitiesAreRefused() throws IOException {
        read("""
                {"id":"p-1","title":"A","url":"https://a.example/1"}
                {"id":"p-2","title":"B","url":"https://a.example/2"}
                """);

        ImportReport report = read("""
                {"id":"p-1","title":"C","url":"https://a.example/2"}
                {"id":"p-3","title":"D","url":"https://a.example/3"}
                {"id":"p-3","title":"E","url":"https://a.example/4"}
                """);

        assertThat(report.accepted()).isEqualTo(1);
        assertThat(reasons(report))
                .containsExactly(
                        "1: id is one opportunity's and url another's, namely p-2's",
                        "2: line 3 gives the same id another url");
        assertThat(titles()).containsExactlyInAnyOrder("A", "B", "E");
    }

    @Test
    void repeatedReportChangesNothingButWhenItWasSeen() throws IOException {
        String line = "{\"title\":\"A\",\"url\":\"https://a.example/x\",\"tags\":[\"stone\"],\"fee\":25}";
        read(line);
        clock.advance(Duration.ofDays(1));
        read(line);

        assertThat(row().updatedAt()).isEqualTo(NOW);
        assertThat(row().seenAt()).isEqualTo(clock.instant());
    }

    @Test
    void badLinesAreReportedAndCostNoOther() throws IOException {
        ImportReport report = read("""
                {"url":"https://a.example/1"}
                {"title":"A"}
                {"title":"A","url":"a.example/1"}
                {"title":"A","url":"https://a.example/1","deadline":"30.11.2026"}
                {"title":"A","url":"https://a.example/1","deadline":"2026-11-30T23:59:00"}
                {"title":"A","url":"https://a.example/1","status":"gone"}
                {"title":"A","url":"https://a.example/1","tags":[1]}
                {"title":"A","url":"https://a.example/1","prize":"10"}
                {"id":"%s","title":"A","url":"https://a.example/1"}
                {"title":"A","url":"https://a.example/1"}
                """.formatted("x".repeat(65)));

        assertThat(report.accepted()).isEqualTo(1);
        assertThat(reasons(report))
                .containsExactly(
                        "1: title is missing",
                        "2: url is missing",
                        "3: url is no web address as in https://example.org/call",
                        "4: deadline is neither a day as in 2026-11-30 nor a moment as in 2026-11-30T23:59:00+01:00",
                        "5: deadline is neither a day as in 2026-11-30 nor a moment as in 2026-11-30T23:59:00+01:00",
                        "6: status is none of live, hidden, expired",
                        "7: tags is no list of texts",
                        "8: unknown key \"prize\"; known are " + String.join(", ", OpportunityRowValidator.COLUMNS),
                        "9: id is longer than 64 characters");
    }

    @Test
    void whatIsNoReasonToRefuseIsNotedAndLeftOut() throws IOException {
        ImportReport report = read("""
                {"title":"A","url":"https://a.example/1","fee":"see website","currency":"XXY","language":"!","posted_at":"soon","remote":"maybe"}
                """);

        assertThat(report.accepted()).isEqualTo(1);
        assertThat(report.notes())
                .extracting(note -> note.text().replaceAll(" .*", ""))
                .containsExactly("fee", "currency", "remote", "language", "posted_at");
        assertThat(only().fee()).isNull();
    }

    @Test
    void headerThatCannotServeIsRefusedAtOnce() {
        assertThatThrownBy(() -> read("title,link\n"))
                .isInstanceOf(FileRefused.class)
                .hasMessageContaining("unknown column \"link\"");
        assertThatThrownBy(() -> read("title,tags\n"))
                .isInstanceOf(FileRefused.class)
                .hasMessageContaining("\"url\" is missing");
    }

    @Test
    void overdueLineIsTakenAsExpiredAndAnotherDeadlineRevivesIt() throws IOException {
        read("{\"title\":\"A\",\"url\":\"https://a.example/1\",\"deadline\":\"2026-11-20\"}");
        assertThat(only().status()).isEqualTo(OpportunityStatus.EXPIRED);

        read("{\"title\":\"A\",\"url\":\"https://a.example/1\",\"deadline\":\"2026-11-30\"}");
        assertThat(only().status()).isEqualTo(OpportunityStatus.LIVE);
    }

    @Test
    void whatAnOperatorEndedStaysSoUntilTheDeadlineMoves() throws IOException {
        String line = "{\"title\":\"A\",\"url\":\"https://a.example/1\",\"deadline\":\"2026-12-20\"}";
        read(line);
        assertThat(opportunities.expire(only().id())).isTrue();
        read(line);
        assertThat(only().status()).isEqualTo(OpportunityStatus.EXPIRED);

        opportunities.hide(only().id());
        read(line.replace("12-20", "12-24"));
        assertThat(only().status()).isEqualTo(OpportunityStatus.HIDDEN);
    }

    @Test
    void sourcesLeaveEachOthersFindsAloneWhileTheyAreListed() {
        assertThat(report("{\"title\":\"A\",\"url\":\"https://a.example/1\",\"source\":\"one\"}")
                        .created())
                .isEqualTo(1);
        clock.advance(Duration.ofDays(13));
        SourceImportReport other =
                report("{\"title\":\"B\",\"url\":\"https://a.example/1?utm_x=1\",\"source\":\"two\"}");
        assertThat(other.unchanged()).isEqualTo(1);
        assertThat(only().title()).isEqualTo("A");

        clock.advance(Duration.ofDays(2));
        assertThat(report("{\"title\":\"B\",\"url\":\"https://a.example/1\",\"source\":\"two\"}")
                        .updated())
                .isEqualTo(1);
        assertThat(only().source()).isEqualTo("two");
    }

    @Test
    void tenThousandLinesAreStoredInAFewStatements() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 12_000; i++) {
            lines.append("{\"title\":\"Call ")
                    .append(i)
                    .append("\",\"url\":\"https://a.example/")
                    .append(i)
                    .append("\"}\n");
        }

        assertThat(read(lines.toString()).accepted()).isEqualTo(12_000);
        assertThat(opportunities.countBySource())
                .containsExactly(new SourceOpportunityCount("import", 12_000, 0, 0, 0));
    }

    private SourceImportReport report(String... lines) {
        return imports.importFromSource(Arrays.stream(lines)
                .map(line -> (ObjectNode) new JsonMapper().readTree(line))
                .toList());
    }

    private ImportReport read(String lines) throws IOException {
        return imports.importAll(new ByteArrayInputStream(lines.getBytes(UTF_8)), null, rows -> {});
    }

    private OpportunityRecord row() {
        List<OpportunityRecord> rows = all();
        assertThat(rows).hasSize(1);
        return rows.getFirst();
    }

    private Opportunity only() {
        return row().opportunity();
    }

    private List<String> titles() {
        return all().stream().map(row -> row.opportunity().title()).toList();
    }

    private List<OpportunityRecord> all() {
        return opportunities.search(new OpportunityFilter(null, null, null), null, 100);
    }

    private static List<String> reasons(ImportReport report) {
        return report.badRows().stream()
                .map(row -> row.line() + ": " + row.text())
                .toList();
    }
}
