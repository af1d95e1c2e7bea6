package dev.tidings.content.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.audience.User;
import dev.tidings.audience.Users;
import dev.tidings.bulk.BulkLoaders;
import dev.tidings.bulk.FileRefused;
import dev.tidings.bulk.ImportReport;
import dev.tidings.testing.TestDatabase;
import dev.tidings.yaml.ConfigurationErrors;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class MetricsMappingTest {
    private static final Path EXAMPLE = Path.of("..", "examples", "activity");

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @TempDir
    Path folder;

    private final Users users = new Users(database.jdbc());
    private final MetricsImport metricsImport =
            new MetricsImport(BulkLoaders.of(database), new StagedMetrics(database.jdbc()), users);

    @BeforeEach
    void deleteAll() {
        database.jdbc().sql("truncate users, daily_metric, consent cascade").update();
    }

    @Test
    void exampleIsImportedAndItsUsersCreated() throws IOException {
        List<String> lines = Files.readAllLines(EXAMPLE.resolve("daily_activity.csv"));
        List<String> header = List.of(lines.getFirst().split(",", -1));
        Map<String, BigDecimal> steps = new HashMap<>();
        Set<String> accounts = new HashSet<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] fields = line.split(",", -1);
            accounts.add(fields[0]);
            steps.merge(fields[0], new BigDecimal(fields[header.indexOf("TotalSteps")]), BigDecimal::add);
        }

        ImportReport report = readExample();

        assertThat(report.accepted()).isEqualTo(lines.size() - 1L);
        assertThat(report.rejected()).isZero();
        assertThat(database.jdbc()
                        .sql("select account_id from users")
                        .query(String.class)
                        .set())
                .isEqualTo(accounts);
        for (Map.Entry<String, BigDecimal> person : steps.entrySet()) {
            assertThat(database.jdbc()
                            .sql("select sum((data->>'steps')::numeric) from daily_metric where account_id = :account")
                            .param("account", person.getKey())
                            .query(BigDecimal.class)
                            .single())
                    .isEqualByComparingTo(person.getValue());
        }
        assertThat(users.find("1503960366"))
                .contains(new User(
                        "1503960366",
                        "1503960366@example.test",
                        null,
                        "1503960366",
                        "UTC",
                        null,
                        null,
                        null,
                        true,
                        null));
    }

    @Test
    void repeatedImportKeepsExistingUsers() throws IOException {
        readExample();
        database.jdbc()
                .sql("update users set opt_in_digest = false, email = 'new@example.test'")
                .update();

        readExample();

        assertThat(users.find("1503960366").orElseThrow().optInDigest()).isFalse();
        assertThat(users.find("1503960366").orElseThrow().email()).isEqualTo("new@example.test");
    }

    @Test
    void invalidDaysAndNumbersAreRejected() throws IOException {
        Path mapping = mapping("""
                account: who
                date: day
                date-format: d.M.yyyy
                metrics:
                  - { key: steps, column: Steps }
                create-users: { id: who, email-domain: example.test, opt-in: false }
                """);

        ImportReport report = metricsImport.importWide(in("""
                who,day,Steps,Other
                1,9.11.2026,100,x
                2,30.2.2026,100,x
                3,11/9/2026,100,x
                4,9.11.2026,1 00,x
                5,9.11.2026,,x
                a b,9.11.2026,1,x
                ,9.11.2026,1,x
                """), MetricsMapping.read(mapping), rows -> {});

        assertThat(report.badRows())
                .extracting(row -> row.line() + ": " + row.text())
                .containsExactly(
                        "3: day is not a date in the mapping's date-format",
                        "4: day is not a date in the mapping's date-format",
                        "5: \"Steps\" is not a number",
                        "7: who does not make a valid email address",
                        "8: account_id or email is missing");
        assertThat(database.jdbc()
                        .sql("select account_id || data from daily_metric order by 1")
                        .query((row, number) -> row.getString(1))
                        .list())
                .containsExactly("1{\"steps\": 100}", "5{\"steps\": null}");
        assertThat(users.find("1").orElseThrow().optInDigest()).isFalse();
    }

    @Test
    void fileWithoutTheMappedColumnsIsRefused() throws IOException {
        MetricsMapping mapping = MetricsMapping.read(EXAMPLE.resolve("import.yml"));

        assertThatThrownBy(() -> metricsImport.importWide(in("Id,TotalSteps\n1,2\n"), mapping, rows -> {}))
                .isInstanceOf(FileRefused.class)
                .hasMessage(
                        "The mapping names the column \"ActivityDate\", which the file does not have; it has Id, TotalSteps");
    }

    @Test
    void mappingErrorsHaveLineAndKey() throws IOException {
        Path mapping = mapping("""
                account: Id
                date: Day
                date-format: bananas
                metric:
                  - { key: steps, column: Steps }
                create-users:
                  id: Id
                  email-domain: "exa mple"
                  opt-in: perhaps
                  time-zone: Mars/Base
                """);

        assertThatThrownBy(() -> MetricsMapping.read(mapping))
                .isInstanceOfSatisfying(
                        ConfigurationErrors.class,
                        errors -> assertThat(errors.lines())
                                .map(line -> line.replace(mapping.toString(), "import.yml"))
                                .containsExactly(
                                        "import.yml:1: metrics is empty: give a list of \"{ key: ..., column: ... }\"",
                                        "import.yml:3: date-format is \"bananas\": give a date format such as \"M/d/yyyy\"",
                                        "import.yml:4: metric is unknown: did you mean metrics?",
                                        "import.yml:8: create-users.email-domain is \"exa mple\": give a domain such as \"example.com\"",
                                        "import.yml:9: create-users.opt-in is \"perhaps\": give one of true, false",
                                        "import.yml:10: create-users.time-zone is \"Mars/Base\": give a zone of the tz database such as \"Europe/Paris\""));
    }

    private ImportReport readExample() throws IOException {
        try (InputStream in = Files.newInputStream(EXAMPLE.resolve("daily_activity.csv"))) {
            return metricsImport.importWide(in, MetricsMapping.read(EXAMPLE.resolve("import.yml")), rows -> {});
        }
    }

    private Path mapping(String text) throws IOException {
        return Files.writeString(folder.resolve("import.yml"), text);
    }

    private static ByteArrayInputStream in(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }
}
