package dev.tidings.content.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.audience.Users;
import dev.tidings.bulk.BulkLoaders;
import dev.tidings.bulk.FileRefused;
import dev.tidings.bulk.ImportCutOff;
import dev.tidings.bulk.ImportProgress;
import dev.tidings.bulk.ImportReport;
import dev.tidings.bulk.RowRefused;
import dev.tidings.testing.CutOffInput;
import dev.tidings.testing.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class MetricsImportTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final MetricsImport metricsImport =
            new MetricsImport(BulkLoaders.of(database), new StagedMetrics(database.jdbc()), new Users(database.jdbc()));

    @BeforeEach
    void insertUsers() {
        database.jdbc().sql("truncate users, daily_metric cascade").update();
        database.jdbc().sql("""
                insert into users (id, email, account_id) values
                    ('ada', 'Ada@example.test', 'a'), ('ann', 'ada@example.test', 'a'),
                    ('bob', 'bob@example.test', 'b'), ('Bob', 'BOB@example.test', 'c')""").update();
    }

    @Test
    void rowIsStoredUnchanged() throws IOException {
        ImportReport report = read("""
                {"account_id":7,"metric_date":"2026-11-09","source_name":"web","data":{"sessions":812,"reach":1.50,"x":null}}
                """);

        assertThat(report).isEqualTo(new ImportReport(1, 0, List.of(), 0, List.of()));
        assertThat(stored()).containsExactly("7 2026-11-09 web {\"x\": null, \"reach\": 1.50, \"sessions\": 812}");
    }

    @Test
    void importIsSeenAsAWhole() throws IOException {
        List<Long> seen = new ArrayList<>();

        ImportReport report = metricsImport.importAll(stream(days(25_000)), null, rows -> seen.add(rowCount()));

        assertThat(report.accepted()).isEqualTo(25_000);
        assertThat(seen).hasSize(3).containsOnly(0L);
        assertThat(rowCount()).isEqualTo(25_000);
    }

    @Test
    void importThatIsCutOffStoresNothing() {
        InputStream cutOff = CutOffInput.after(days(25_000));

        assertThatThrownBy(() -> metricsImport.importAll(cutOff, null, ImportProgress.none()))
                .isInstanceOf(ImportCutOff.class)
                .hasMessage("The input ended early. Nothing is stored");
        assertThat(rowCount()).isZero();
    }

    @Test
    void lastRowOfTheSameDayWinsAcrossBatches() throws IOException {
        metricsImport.importAll(
                stream(days(12_000) + "{\"account_id\":\"a0\",\"metric_date\":\"2026-11-09\",\"data\":{\"x\":-1}}\n"),
                null,
                ImportProgress.none());

        assertThat(database.jdbc()
                        .sql("select data ->> 'x' from daily_metric where account_id = 'a0'")
                        .query(String.class)
                        .single())
                .isEqualTo("-1");
    }

    @Test
    void unchangedRowsWriteNothing() throws IOException {
        read(days(3));
        List<String> before = versions();

        read(days(3));

        assertThat(versions()).isEqualTo(before);
    }

    private static List<String> versions() {
        return database.jdbc()
                .sql("select xmin || ' ' || xmax from daily_metric order by account_id")
                .query(String.class)
                .list();
    }

    private static String days(int accounts) {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < accounts; i++) {
            rows.append(
                    "{\"account_id\":\"a%d\",\"metric_date\":\"2026-11-09\",\"data\":{\"x\":%d}}\n".formatted(i, i));
        }
        return rows.toString();
    }

    private static long rowCount() {
        return database.jdbc()
                .sql("select count(*) from daily_metric")
                .query(Long.class)
                .single();
    }

    private static ByteArrayInputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }

    @Test
    void csvColumnsAreMetrics() throws IOException {
        assertThat(read("""
                account_id,metric_date,sessions,reach
                a,2026-11-09,812,
                a,2026-11-10,8e2,-1.5
                a,2026-11-11,many,1
                """).badRows())
                .extracting(row -> row.line() + ": " + row.text())
                .containsExactly("4: \"sessions\" is not a number");

        assertThat(stored())
                .containsExactly(
                        "a 2026-11-09  {\"reach\": null, \"sessions\": 812}",
                        "a 2026-11-10  {\"reach\": -1.5, \"sessions\": 800}");
    }

    @Test
    void emailSelectsTheAccountOfItsUser() throws IOException {
        ImportReport report = read("""
                {"email":"ADA@Example.test","metric_date":"2026-11-09","data":{"sessions":1}}
                {"email":"bob@example.test","metric_date":"2026-11-09","data":{"sessions":2}}
                {"email":"eve@example.test","metric_date":"2026-11-09","data":{"sessions":3}}
                """);

        assertThat(report.accepted()).isEqualTo(1);
        assertThat(report.badRows())
                .extracting(row -> row.line() + ": " + row.text())
                .containsExactly(
                        "2: email belongs to users of several accounts; give account_id",
                        "3: email belongs to no user");
        assertThat(stored()).containsExactly("a 2026-11-09  {\"sessions\": 1}");
    }

    @Test
    void sameDayFromTheSameSourceIsReplaced() throws IOException {
        read("""
                {"account_id":"a","metric_date":"2026-11-09","data":{"sessions":1,"reach":1}}
                {"account_id":"a","metric_date":"2026-11-09","source_name":"shop","data":{"sessions":5}}
                """);
        read("""
                {"account_id":"a","metric_date":"2026-11-09","data":{"sessions":2}}
                {"email":"ada@example.test","metric_date":"2026-11-09","data":{"sessions":3}}
                """);

        assertThat(stored()).containsExactly("a 2026-11-09  {\"sessions\": 3}", "a 2026-11-09 shop {\"sessions\": 5}");
    }

    @Test
    void invalidRowsAreReportedAndSkipped() throws IOException {
        ImportReport report = read("""
                {"metric_date":"2026-11-09","data":{}}
                {"account_id":"a","email":"ada@example.test","metric_date":"2026-11-09","data":{}}
                {"account_id":"a","metric_date":"2026-02-30","data":{}}
                {"account_id":"a","metric_date":"+12026-02-03","data":{}}
                {"account_id":"a","metric_date":"2026-11-09","data":7}
                {"account_id":"a","metric_date":"2026-11-09","data":{"sessions":"812"}}
                {"account_id":"a","metric_date":"2026-11-09","data":{"sessions":1e30}}
                {"account_id":"a","metric_date":"2026-11-09","data":{"sessions":1e999999999}}
                {"account_id":"a","metric_date":"2026-11-09","data":{"sessions":NaN}}
                {"account_id":"a","metric_date":"2026-11-09","sessions":1}
                {"account_id":"a","metric_date":"2026-11-09","data":{}}
                """);

        assertThat(report.accepted()).isEqualTo(1);
        assertThat(report.badRows())
                .extracting(row -> row.line() + ": " + row.text())
                .containsExactly(
                        "1: account_id or email is missing",
                        "2: both account_id and email are given",
                        "3: metric_date is not a date such as 2026-11-09",
                        "4: metric_date is longer than 10 characters",
                        "5: data is not a JSON object",
                        "6: \"sessions\" is not a number",
                        "7: \"sessions\" is out of range",
                        "8: contains a number with more than 300 digits",
                        "9: not one JSON object on one line, each key once; the error is at column 68",
                        "10: unknown key \"sessions\"; known are account_id, email, source_name, metric_date, data");
    }

    @Test
    void fileWithWrongHeaderIsRefused() {
        assertThatThrownBy(() -> read("account,metric_date,sessions\n"))
                .isInstanceOf(FileRefused.class)
                .hasMessageContaining("account_id or email");
        assertThatThrownBy(() -> read("account_id,metric_date\n"))
                .isInstanceOf(FileRefused.class)
                .hasMessageContaining("no metric");
    }

    @Test
    void singleRowIsImportedLikeAFile() {
        metricsImport.importOne(
                json("{\"email\":\"ada@example.test\",\"metric_date\":\"2026-11-09\",\"data\":{\"sessions\":0.1}}"));

        assertThat(stored()).containsExactly("a 2026-11-09  {\"sessions\": 0.1}");
        assertThatThrownBy(() -> metricsImport.importOne(
                        json("{\"email\":\"eve@example.test\",\"metric_date\":\"2026-11-09\",\"data\":{}}")))
                .isInstanceOf(RowRefused.class)
                .hasMessage("email belongs to no user");
    }

    private ImportReport read(String text) throws IOException {
        return metricsImport.importAll(new ByteArrayInputStream(text.getBytes(UTF_8)), null, rows -> {});
    }

    private static ObjectNode json(String text) {
        return (ObjectNode) new JsonMapper().readTree(text);
    }

    private static List<String> stored() {
        return database.jdbc()
                .sql("select concat_ws(' ', account_id, metric_date, source_name, data) from daily_metric order by 1")
                .query((row, number) -> row.getString(1))
                .list();
    }
}
