package dev.tidings.audience;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.audience.Preferences.ConsentSource;
import dev.tidings.bulk.BulkLoaders;
import dev.tidings.bulk.ImportReport;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.digest.InstallationSettings;
import dev.tidings.testing.SampleDigests;
import dev.tidings.testing.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Imports that would change many users. */
class ImportLimitTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final DigestCatalog catalog = new DigestCatalog(List.of(SampleDigests.weekly()));
    private final Preferences preferences = new Preferences(database.jdbc(), database.transactions(), catalog);
    private final UserImport userImport = new UserImport(
            BulkLoaders.of(database), new StagedUsers(database.jdbc()), catalog, InstallationSettings.DEFAULT);

    @BeforeEach
    void tenUsers() throws IOException {
        database.jdbc()
                .sql("truncate users, digest_preference, consent cascade")
                .update();
        run(rows(10, "acme", true, "example.com"), null);
    }

    @ParameterizedTest
    @CsvSource({
        "acme, false, example.com, the opt-in",
        "birch, true, example.com, the account",
        "acme, true, example.org, the address"
    })
    void nothingIsStoredAboveTheLimit(String account, boolean optIn, String domain, String what) throws IOException {
        String rows = rows(3, account, optIn, domain) + row(99, "new", true, "example.net");
        List<String> before = users();

        assertThatThrownBy(() -> run(rows, "29.9%"))
                .isInstanceOf(TooManyChanges.class)
                .hasMessage("The import would change " + what
                        + " of 3 of 10 users (30.0%); at most 29.9% are permitted." + " Nothing was stored");
        assertThat(users()).isEqualTo(before);

        assertThat(run(rows, "30%").accepted()).isEqualTo(4);
        assertThat(users()).isNotEqualTo(before).hasSize(11);
    }

    @Test
    void theWholeInputIsComparedBeforeItsFirstRowIsStored() {
        String newUsers = IntStream.range(100, 25_100)
                .mapToObj(i -> row(i, "acme", true, "example.com"))
                .collect(Collectors.joining());
        String rows = newUsers + rows(3, "birch", true, "example.com");

        assertThatThrownBy(() -> run(rows, "20%")).isInstanceOf(TooManyChanges.class);
        assertThat(users()).hasSize(10);
    }

    @Test
    void aRowThatCannotBeStoredIsRefusedAlone() throws IOException {
        String rows = """
                {"id": "u1", "email": "u1@example.com", "account_id": "acme", "profile": {"note": "a\\u0000b"}}
                {"id": "u2", "email": "u2@example.com", "account_id": "acme"}
                """;

        ImportReport report = run(rows, "20%");

        assertThat(report.accepted()).isEqualTo(1);
        assertThat(report.badRows())
                .singleElement()
                .satisfies(row -> assertThat(row.text()).contains("NUL character"));
    }

    @Test
    void ofSeveralRowsOfAUserTheLastOneCounts() throws IOException {
        String inAnotherBatch = IntStream.range(100, 10_200)
                .mapToObj(i -> row(i, "acme", true, "example.com"))
                .collect(Collectors.joining());
        String rows = rows(5, "birch", false, "example.org") + inAnotherBatch + rows(5, "acme", true, "example.com");

        assertThat(changes(rows)).isEqualTo(new UserChanges(10, 10_100, 0, 0, 0));
    }

    @Test
    void ignoredOptInsAndMissingColumnsAreNoChange() throws IOException {
        for (int i = 0; i < 5; i++) {
            preferences.setOptIn("u" + i, catalog.primary(), false, ConsentSource.LINK);
        }

        assertThat(changes(rows(10, "acme", true, "example.com"))).isEqualTo(new UserChanges(10, 0, 0, 0, 0));
        assertThat(changes(rows(10, "acme", false, "example.com"))).isEqualTo(new UserChanges(10, 0, 5, 0, 0));
        assertThat(changes("{\"id\": \"u9\", \"email\": \"u9@example.com\", \"account_id\": \"acme\"}\n"))
                .isEqualTo(new UserChanges(10, 0, 0, 0, 0));
    }

    @Test
    void dryRunReportsAndStoresNothing() throws IOException {
        List<String> before = users();
        String rows = rows(2, "birch", false, "example.com") + row(99, "new", true, "example.net") + "nonsense\n";

        UserDryRun found = userImport.dryRun(stream(rows), null, ConsentSource.IMPORT);

        assertThat(found.changes()).isEqualTo(new UserChanges(10, 1, 2, 2, 0));
        assertThat(found.changes().describe())
                .isEqualTo("the opt-in of 2 of 10 users (20.0%), the account of 2 of 10 users (20.0%),"
                        + " the address of 0 of 10 users (0.0%)");
        assertThat(found.report().accepted()).isEqualTo(3);
        assertThat(found.report().badRows())
                .singleElement()
                .satisfies(row -> assertThat(row.line()).isEqualTo(4));
        assertThat(users()).isEqualTo(before);
    }

    @Test
    void firstImportAndNoChangeAreWithinAnyLimit() throws IOException {
        assertThat(run(rows(10, "acme", true, "example.com"), "0%").accepted()).isEqualTo(10);
        database.jdbc().sql("truncate users cascade").update();
        assertThat(run(rows(10, "acme", true, "example.com"), "0%").accepted()).isEqualTo(10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "%", "101%", "-1%", "a lot", "1e1", "20 %"})
    void otherTextsAreNoLimit(String text) {
        assertThatThrownBy(() -> ChangeLimit.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is no share of 0% to 100%");
    }

    private ImportReport run(String rows, @Nullable String limit) throws IOException {
        return userImport.importAll(
                stream(rows),
                null,
                ConsentSource.IMPORT,
                progress -> {},
                limit == null ? null : ChangeLimit.parse(limit));
    }

    private UserChanges changes(String rows) throws IOException {
        return userImport.dryRun(stream(rows), null, ConsentSource.IMPORT).changes();
    }

    private static String rows(int users, String account, boolean optIn, String domain) {
        return IntStream.range(0, users)
                .mapToObj(i -> row(i, account, optIn, domain))
                .collect(Collectors.joining());
    }

    private static String row(int id, String account, boolean optIn, String domain) {
        return "{\"id\": \"u%d\", \"email\": \"u%d@%s\", \"account_id\": \"%s\", \"opt_in_digest\": %s}\n"
                .formatted(id, id, domain, account, optIn);
    }

    private static ByteArrayInputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }

    private static List<String> users() {
        return database.jdbc()
                .sql("select concat_ws(' ', id, email, account_id, opt_in_digest) from users order by id")
                .query(String.class)
                .list();
    }
}
