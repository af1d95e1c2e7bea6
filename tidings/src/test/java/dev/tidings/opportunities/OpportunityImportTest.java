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
    private final OpportunityImport opportunityImport = new OpportunityImport(
            BulkLoaders.of(database), new StagedOpportunities(database.jdbc()), TestDuplicates.of(database), clock);

    @BeforeEach
    void deleteOpportunities() {
        database.jdbc().sql("truncate opportunity cascade").update();
    }

    @Test
    void allColumnsAreImported() throws IOException {
        ImportReport report = importText("""
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
                                "25,50 €",
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
    void csvListsAreSplitAtSemicolonsAndBars() throws IOException {
        ImportReport report = importText("""
                title,url,tags,disciplines,fee,deadline
                A,https://a.example/1,stone; wood,sculpture|craft,free,2026-12-01
                """);

        assertThat(report.badRows()).isEmpty();
        Opportunity opportunity = opportunity();
        assertThat(opportunity.tags()).containsExactly("stone", "wood");
        assertThat(opportunity.disciplines()).containsExactly("sculpture", "craft");
        assertThat(opportunity.fee()).isEqualByComparingTo("0");
        assertThat(opportunity.deadline()).isEqualTo(new Deadline(LocalDate.of(2026, 12, 1), null));
    }

    @Test
    void derivedIdDependsOnlyOnThePage() throws IOException {
        importText("{\"title\":\"A\",\"url\":\"https://www.a.example/x/?utm_source=s\"}");
        String id = opportunity().id();
        deleteOpportunities();
        importText("{\"title\":\"B\",\"url\":\"http://A.example/x\"}");

        assertThat(opportunity().id()).isEqualTo(id).hasSize(24);
    }

    @Test
    void samePageKeepsItsIdAndAbsentColumns() throws IOException {
        importText("{\"title\":\"A\",\"url\":\"https://a.example/x\",\"organization\":\"Atelier\",\"award\":\"10\"}");
        OpportunityRecord first = record();
        clock.advance(Duration.ofDays(1));
        ImportReport report =
                importText("{\"id\":\"p-1\",\"title\":\"B\",\"url\":\"https://a.example/x?fbclid=1\",\"award\":null}");

        assertThat(record().opportunity().id()).isEqualTo(first.opportunity().id());
        assertThat(record().opportunity().title()).isEqualTo("B");
        assertThat(record().opportunity().organization()).isEqualTo("Atelier");
        assertThat(record().opportunity().award()).isNull();
        assertThat(record().createdAt()).isEqualTo(NOW);
        assertThat(record().updatedAt()).isEqualTo(clock.instant());
        assertThat(report.notes())
                .extracting(note -> note.text())
                .containsExactly("id was ignored: the page already has the id "
                        + first.opportunity().id());
    }

    @Test
    void sameIdWithAnotherUrlUpdatesTheOpportunity() throws IOException {
        importText("{\"id\":\"p-1\",\"title\":\"A\",\"url\":\"https://a.example/old\"}");
        importText("{\"id\":\"p-1\",\"title\":\"A\",\"url\":\"https://a.example/new\"}");

        assertThat(opportunity().url()).isEqualTo("https://a.example/new");
    }

    @Test
    void conflictingIdAndUrlAreRejected() throws IOException {
        importText("""
                {"id":"p-1","title":"A","url":"https://a.example/1"}
                {"id":"p-2","title":"B","url":"https://a.example/2"}
                """);

        ImportReport report = importText("""
                {"id":"p-1","title":"C","url":"https://a.example/2"}
                {"id":"p-3","title":"D","url":"https://a.example/3"}
                {"id":"p-3","title":"E","url":"https://a.example/4"}
                """);

        assertThat(report.accepted()).isEqualTo(1);
        assertThat(reasons(report))
                .containsExactly(
                        "1: id and url belong to different opportunities; url belongs to p-2",
                        "2: line 3 has the same id with another url");
        assertThat(titles()).containsExactlyInAnyOrder("A", "B", "E");
    }

    @Test
    void repeatedRowOnlyUpdatesSeenAt() throws IOException {
        String row = "{\"title\":\"A\",\"url\":\"https://a.example/x\",\"tags\":[\"stone\"],\"fee\":25}";
        importText(row);
        clock.advance(Duration.ofDays(1));
        importText(row);

        assertThat(record().updatedAt()).isEqualTo(NOW);
        assertThat(record().seenAt()).isEqualTo(clock.instant());
    }

    @Test
    void invalidRowsAreReportedAndSkipped() throws IOException {
        ImportReport report = importText("""
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
                """.formatted("x".repeat(129)));

        assertThat(report.accepted()).isEqualTo(1);
        assertThat(reasons(report))
                .containsExactly(
                        "1: title is missing",
                        "2: url is missing",
                        "3: url is not a web address such as https://example.org/call",
                        "4: deadline is neither a date such as 2026-11-30 nor a time such as 2026-11-30T23:59:00+01:00",
                        "5: deadline is neither a date such as 2026-11-30 nor a time such as 2026-11-30T23:59:00+01:00",
                        "6: status is not one of live, hidden, expired",
                        "7: tags is not a list of texts",
                        "8: unknown key \"prize\"; known are " + String.join(", ", OpportunityRowValidator.COLUMNS),
                        "9: id is longer than 128 characters");
    }

    @Test
    void addressThatOnlyBrowsersReadIsStoredForEveryProgram() throws IOException {
        ImportReport report = importText("""
                {"id":"1","title":"A","url":"https://a.example/café?lang=fr"}
                {"id":"2","title":"B","url":"https://a.example/künstler?id=5"}
                {"id":"3","title":"C","url":"http://my_gallery.example/"}
                {"id":"4","title":"D","url":"http://münchen.example/"}
                {"id":"5","title":"E","url":"https://a.example/list?a[1]=2"}
                {"id":"6","title":"F","url":"https://a.example/100% off%"}
                {"id":"7","title":"G","url":"https://%%%/"}
                {"id":"8","title":"H","url":"http://10.0.0.7/intranet"}
                {"id":"9","title":"I","url":"http://localhost:8080/"}
                """);

        assertThat(report.accepted()).isEqualTo(6);
        assertThat(reasons(report))
                .containsExactly(
                        "7: url is not a web address such as https://example.org/call",
                        "8: url leads to a host of a private network, which readers cannot reach",
                        "9: url leads to a host of a private network, which readers cannot reach");
        assertThat(database.jdbc()
                        .sql("select url from opportunity order by id")
                        .query(String.class)
                        .list())
                .containsExactly(
                        "https://a.example/caf%C3%A9?lang=fr",
                        "https://a.example/k%C3%BCnstler?id=5",
                        "http://my_gallery.example/",
                        "http://xn--mnchen-3ya.example/",
                        "https://a.example/list?a[1]=2",
                        "https://a.example/100%25%20off%25");
    }

    @Test
    void invalidDetailsAreOmittedWithANote() throws IOException {
        ImportReport report = importText("""
                {"title":"A","url":"https://a.example/1","fee":"see website","currency":"XXY","language":"!","posted_at":"soon","remote":"maybe"}
                """);

        assertThat(report.accepted()).isEqualTo(1);
        assertThat(report.notes())
                .extracting(note -> note.text().replaceAll(" .*", ""))
                .containsExactly("fee", "currency", "remote", "language", "posted_at");
        assertThat(opportunity().fee()).isNull();
        assertThat(opportunity().feeText()).isEqualTo("see website");
    }

    @Test
    void feeTextIsKeptAndItsAmountRead() throws IOException {
        importText("""
                {"id":"a","title":"A","url":"https://a.example/1","fee":"$25 first entry / $10 each additional"}
                {"id":"b","title":"B","url":"https://a.example/2","fee_text":"free for members, others €8"}
                {"id":"c","title":"C","url":"https://a.example/3","fee":12.5,"currency":"CHF","fee_text":"12.50 incl. hanging"}
                {"id":"d","title":"D","url":"https://a.example/4","fee":"25.00"}
                """);

        assertThat(all().stream()
                        .map(OpportunityRecord::opportunity)
                        .map(found -> found.fee() + " " + found.currency() + " " + found.feeText()))
                .containsExactlyInAnyOrder(
                        "25.00 USD $25 first entry / $10 each additional",
                        "8.00 EUR free for members, others €8",
                        "12.50 CHF 12.50 incl. hanging",
                        "25.00 null null");

        importText("{\"id\":\"a\",\"title\":\"A\",\"url\":\"https://a.example/1\",\"fee\":null}");
        Opportunity cleared = opportunities.find("a").orElseThrow().opportunity();
        assertThat(cleared.fee()).isNull();
        assertThat(cleared.feeText()).isNull();
    }

    @Test
    void fileWithWrongHeaderIsRefused() {
        assertThatThrownBy(() -> importText("title,link\n"))
                .isInstanceOf(FileRefused.class)
                .hasMessageContaining("unknown column \"link\"");
        assertThatThrownBy(() -> importText("title,tags\n"))
                .isInstanceOf(FileRefused.class)
                .hasMessageContaining("lacks the column \"url\"");
    }

    @Test
    void overdueRowIsExpiredAndALaterDeadlineRevivesIt() throws IOException {
        importText("{\"title\":\"A\",\"url\":\"https://a.example/1\",\"deadline\":\"2026-11-20\"}");
        assertThat(opportunity().status()).isEqualTo(OpportunityStatus.EXPIRED);

        importText("{\"title\":\"A\",\"url\":\"https://a.example/1\",\"deadline\":\"2026-11-30\"}");
        assertThat(opportunity().status()).isEqualTo(OpportunityStatus.LIVE);
    }

    @Test
    void statusSetByAnOperatorIsKept() throws IOException {
        String row = "{\"title\":\"A\",\"url\":\"https://a.example/1\",\"deadline\":\"2026-12-20\"}";
        importText(row);
        assertThat(opportunities.expire(opportunity().id())).isEqualTo(1);
        importText(row);
        assertThat(opportunity().status()).isEqualTo(OpportunityStatus.EXPIRED);

        importText(row.replace("12-20", "12-22"));
        importText(row.replace("}", ",\"status\":\"live\"}"));
        assertThat(opportunity().status()).isEqualTo(OpportunityStatus.EXPIRED);

        opportunities.hide(opportunity().id());
        importText(row.replace("12-20", "12-24"));
        importText(row.replace("}", ",\"status\":\"live\"}"));
        assertThat(opportunity().status()).isEqualTo(OpportunityStatus.HIDDEN);

        opportunities.show(opportunity().id());
        importText(row.replace("}", ",\"status\":\"hidden\"}"));
        importText(row);
        assertThat(opportunity().status()).isEqualTo(OpportunityStatus.HIDDEN);
        importText(row.replace("}", ",\"status\":\"live\"}"));
        assertThat(opportunity().status()).isEqualTo(OpportunityStatus.LIVE);
    }

    @Test
    void itemThatItsSourceWithdrewIsLiveOnceTheSourceListsItAgain() throws IOException {
        String row = "{\"title\":\"A\",\"url\":\"https://a.example/1\",\"source\":\"one\",\"deadline\":\"2026-12-20\"}";
        importFromSource(row);
        assertThat(opportunityImport.withdraw("one", List.of("https://a.example/1")))
                .isEqualTo(1);
        assertThat(opportunityImport.withdraw("one", List.of("https://a.example/1")))
                .isZero();
        assertThat(opportunity().status()).isEqualTo(OpportunityStatus.EXPIRED);
        importText(row);
        assertThat(opportunity().status()).isEqualTo(OpportunityStatus.EXPIRED);

        assertThat(importFromSource(row).updated()).isEqualTo(1);
        assertThat(opportunity().status()).isEqualTo(OpportunityStatus.LIVE);
    }

    @Test
    void withdrawnItemWhoseDeadlinePassedStaysExpired() {
        String row = "{\"title\":\"A\",\"url\":\"https://a.example/1\",\"source\":\"one\",\"deadline\":\"2026-11-23\"}";
        importFromSource(row);
        opportunityImport.withdraw("one", List.of("https://a.example/1"));
        clock.advance(Duration.ofDays(5));

        importFromSource(row);

        assertThat(opportunity().status()).isEqualTo(OpportunityStatus.EXPIRED);
    }

    @Test
    void withdrawalDoesNotReplaceAnOperatorsDecision() {
        String row = "{\"title\":\"A\",\"url\":\"https://a.example/1\",\"source\":\"one\"}";
        importFromSource(row);
        opportunities.expire(opportunity().id());
        opportunityImport.withdraw("one", List.of("https://a.example/1"));

        importFromSource(row);

        assertThat(opportunity().status()).isEqualTo(OpportunityStatus.EXPIRED);
    }

    @Test
    void otherSourceTakesOverOnlyAfterTwoWeeks() {
        assertThat(importFromSource("{\"title\":\"A\",\"url\":\"https://a.example/1\",\"source\":\"one\"}")
                        .created())
                .isEqualTo(1);
        clock.advance(Duration.ofDays(13));
        SourceImportReport other =
                importFromSource("{\"title\":\"B\",\"url\":\"https://a.example/1?utm_x=1\",\"source\":\"two\"}");
        assertThat(other.unchanged()).isEqualTo(1);
        assertThat(opportunity().title()).isEqualTo("A");

        clock.advance(Duration.ofDays(2));
        assertThat(importFromSource("{\"title\":\"B\",\"url\":\"https://a.example/1\",\"source\":\"two\"}")
                        .updated())
                .isEqualTo(1);
        assertThat(opportunity().source()).isEqualTo("two");
    }

    @Test
    void twelveThousandRowsAreImported() throws IOException {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 12_000; i++) {
            rows.append("{\"title\":\"Call ")
                    .append(i)
                    .append("\",\"url\":\"https://a.example/")
                    .append(i)
                    .append("\"}\n");
        }

        assertThat(importText(rows.toString()).accepted()).isEqualTo(12_000);
        assertThat(opportunities.countBySource())
                .containsExactly(new SourceOpportunityCount("import", 12_000, 0, 0, 0));
    }

    private SourceImportReport importFromSource(String... rows) {
        return opportunityImport.importFromSource(Arrays.stream(rows)
                .map(row -> (ObjectNode) new JsonMapper().readTree(row))
                .toList());
    }

    private ImportReport importText(String rows) throws IOException {
        return opportunityImport.importAll(new ByteArrayInputStream(rows.getBytes(UTF_8)), null, progress -> {});
    }

    private OpportunityRecord record() {
        List<OpportunityRecord> rows = all();
        assertThat(rows).hasSize(1);
        return rows.getFirst();
    }

    private Opportunity opportunity() {
        return record().opportunity();
    }

    private List<String> titles() {
        return all().stream().map(record -> record.opportunity().title()).toList();
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
