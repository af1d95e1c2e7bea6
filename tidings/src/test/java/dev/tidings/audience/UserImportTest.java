package dev.tidings.audience;

import static dev.tidings.testing.Eventually.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.audience.Preferences.ConsentSource;
import dev.tidings.bulk.BulkLoaders;
import dev.tidings.bulk.FileRefused;
import dev.tidings.bulk.ImportCutOff;
import dev.tidings.bulk.ImportReport;
import dev.tidings.bulk.RowRefused;
import dev.tidings.bulk.RowWarning;
import dev.tidings.digest.Digest;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.digest.InstallationSettings;
import dev.tidings.testing.CutOffInput;
import dev.tidings.testing.SampleDigests;
import dev.tidings.testing.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class UserImportTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final Digest weekly = SampleDigests.weekly();
    private final DigestCatalog catalog = new DigestCatalog(List.of(weekly, SampleDigests.other("news")));
    private final Preferences preferences = new Preferences(database.jdbc(), database.transactions(), catalog);
    private final Users users = new Users(database.jdbc());
    private final UserImport userImport = new UserImport(
            BulkLoaders.of(database), new StagedUsers(database.jdbc()), catalog, InstallationSettings.DEFAULT);

    @BeforeEach
    void deleteUsers() {
        database.jdbc()
                .sql("truncate users, digest_preference, consent cascade")
                .update();
    }

    @Test
    void allColumnsAreImported() throws IOException {
        ImportReport report = importText("""
                {"id":7,"email":"Ada@example.test","name":"Ada, \\"the\\" first\\n","account_id":"a","time_zone":"Europe/London",\
                "locale":"en-GB","plan":"pro","opt_in_digest":false,"profile":{"likes":["x","\\\\"],"n":null}}
                """);

        assertThat(report).isEqualTo(new ImportReport(1, 0, List.of(), 0, List.of()));
        assertThat(users.find("7"))
                .contains(new User(
                        "7",
                        "Ada@example.test",
                        "Ada, \"the\" first",
                        "a",
                        "Europe/London",
                        "en-GB",
                        "pro",
                        "{\"n\": null, \"likes\": [\"x\", \"\\\\\"]}",
                        false,
                        null));
    }

    @Test
    void csvIsImportedLikeJson() throws IOException {
        importText("""
                id,email,name,account_id,opt_in_digest,profile,plan
                7,ada@example.test,"Ada, ""the"" first",a,no,"{""n"":1}",
                8,bob@example.test,,b,,,pro
                """);

        assertThat(users.find("7"))
                .contains(new User(
                        "7",
                        "ada@example.test",
                        "Ada, \"the\" first",
                        "a",
                        null,
                        null,
                        null,
                        "{\"n\": 1}",
                        false,
                        null));
        assertThat(users.find("8"))
                .contains(new User("8", "bob@example.test", null, "b", null, null, "pro", null, true, null));
    }

    @Test
    void invalidRowsAreReportedAndSkipped() throws IOException {
        ImportReport report = importText("""
                {"id":"1","email":"a@example.test","account_id":"a"}
                {"id":"2","email":"secret at example.test","account_id":"a"}
                {"id":"3","account_id":"a"}
                {"id":"4","email":"a@example.test","account_id":" "}
                {"id":"5","email":"a@example.test","account_id":"a","emial":"x"}
                {"id":true,"email":"a@example.test","account_id":"a"}
                {"id":"6","email":"a@example.test","account_id":"a","opt_in_digest":"maybe"}
                {"id":"7","email":"a@example.test","account_id":"a","profile":[1]}
                {"id":"%s","email":"a@example.test","account_id":"a"}
                nonsense
                {"id":"8","email":"a@example.test","account_id":"a"}
                """.formatted("9".repeat(129)));

        assertThat(report.accepted()).isEqualTo(2);
        assertThat(report.rejected()).isEqualTo(9);
        assertThat(report.badRows())
                .extracting(row -> row.line() + ": " + row.text())
                .containsExactly(
                        "2: email is not an address that mail servers accept: it has no name before an @",
                        "3: email is missing",
                        "4: account_id is missing",
                        "5: unknown key \"emial\"; did you mean email? known are id, email, name, account_id, time_zone, locale, plan,"
                                + " opt_in_digest, profile",
                        "6: id is not a text",
                        "7: opt_in_digest is neither true nor false",
                        "8: profile is not a JSON object",
                        "9: id is longer than 128 characters",
                        "10: not one JSON object on one line, each key once; the error is at column 1");
        assertThat(ids()).containsExactly("1", "8");
    }

    @Test
    void rowRejectedByPostgresIsSkipped() throws IOException {
        database.jdbc()
                .sql("alter table users add constraint no_two check (id <> '2')")
                .update();
        ImportReport report;
        try {
            report = importText("""
                    {"id":"1","email":"a@example.test","account_id":"a"}
                    {"id":"2","email":"a@example.test","account_id":"a"}
                    {"id":"3","email":"a@example.test","account_id":"a"}
                    """);
        } finally {
            database.jdbc().sql("alter table users drop constraint no_two").update();
        }

        assertThat(report.badRows()).containsExactly(new RowWarning(2, "PostgreSQL refuses it (23514)"));
        assertThat(ids()).containsExactly("1", "3");
    }

    @Test
    void absentColumnsKeepTheirValuesAndNullClears() throws IOException {
        importText("""
                {"id":"1","email":"a@example.test","account_id":"a","name":"Ada","plan":"pro","locale":"de"}
                """);
        importText("""
                id,email,account_id,locale
                1,b@example.test,a,
                """);

        assertThat(users.find("1"))
                .contains(new User("1", "b@example.test", "Ada", "a", null, null, "pro", null, true, null));
    }

    @Test
    void lastRowWithTheSameIdWins() throws IOException {
        ImportReport report = importText("""
                {"id":"1","email":"a@example.test","account_id":"a","name":"Ada","opt_in_digest":false}
                {"id":"2","email":"c@example.test","account_id":"a"}
                {"id":1,"email":"b@example.test","account_id":"b"}
                """);

        assertThat(report.accepted()).isEqualTo(3);
        assertThat(users.find("1"))
                .contains(new User("1", "b@example.test", "Ada", "b", null, null, null, null, false, null));
    }

    @Test
    void newAndChangedOptInsAreRecorded() throws IOException {
        importText("""
                {"id":"1","email":"a@example.test","account_id":"a"}
                {"id":"2","email":"a@example.test","account_id":"a","opt_in_digest":true}
                {"id":"3","email":"a@example.test","account_id":"a","opt_in_digest":false}
                """);
        assertThat(consent()).containsExactlyInAnyOrder("2 true import", "3 false import");

        importText("""
                {"id":"1","email":"a@example.test","account_id":"a","opt_in_digest":false}
                {"id":"2","email":"a@example.test","account_id":"a","opt_in_digest":true}
                {"id":"3","email":"a@example.test","account_id":"a","opt_in_digest":true}
                {"id":"3","email":"a@example.test","account_id":"a","opt_in_digest":null}
                """);

        assertThat(consent())
                .containsExactlyInAnyOrder("2 true import", "3 false import", "1 false import", "3 true import");
        assertThat(preferences.optedIn("3", weekly)).isTrue();
    }

    @Test
    void importDoesNotResubscribeAfterAnUnsubscribe() throws IOException {
        String row = """
                {"id":"1","email":"a@example.test","account_id":"a","opt_in_digest":true}
                """;
        importText(row);
        preferences.setOptIn("1", weekly, false, ConsentSource.ONE_CLICK);

        ImportReport report = importText(row);

        assertThat(report.accepted()).isEqualTo(1);
        assertThat(report.notes())
                .containsExactly(
                        new RowWarning(1, "opt_in_digest true was ignored: the user or an operator has unsubscribed"));
        assertThat(preferences.optedIn("1", weekly)).isFalse();
        assertThat(consent()).containsExactly("1 true import", "1 weekly false one_click");

        preferences.setOptIn("1", weekly, true, ConsentSource.UNDO);
        assertThat(importText(row).notes()).isEmpty();
        assertThat(preferences.optedIn("1", weekly)).isTrue();
    }

    @Test
    void unsubscribeOfAnotherDigestDoesNotBlockThePrimary() throws IOException {
        importText("""
                {"id":"1","email":"a@example.test","account_id":"a","opt_in_digest":false}
                """);
        Digest news = catalog.require("news");
        preferences.setOptIn("1", news, true, ConsentSource.PREFERENCES);
        preferences.setOptIn("1", news, false, ConsentSource.LINK);

        ImportReport report = importText("""
                {"id":"1","email":"a@example.test","account_id":"a","opt_in_digest":true}
                """);

        assertThat(report.notes()).isEmpty();
        assertThat(preferences.optedIn("1", weekly)).isTrue();
        assertThat(preferences.optedIn("1", news)).isFalse();
    }

    @Test
    void importedOptOutOverridesThePrimaryDigestsOptIn() throws IOException {
        importText("""
                {"id":"1","email":"a@example.test","account_id":"a"}
                """);
        database.jdbc()
                .sql("insert into digest_preference (user_id, digest, opt_in) values ('1', 'weekly', true)")
                .update();

        importText("""
                {"id":"1","email":"a@example.test","account_id":"a","opt_in_digest":false}
                """);

        assertThat(preferences.optedIn("1", weekly)).isFalse();
    }

    @Test
    void fileWithWrongHeaderIsRefused() {
        assertThatThrownBy(() -> importText("id,email,acount_id\n1,a@example.test,a\n"))
                .isInstanceOf(FileRefused.class)
                .hasMessageStartingWith("The header has the unknown column \"acount_id\"; did you mean account_id?");
        assertThatThrownBy(() -> importText("id,email\n1,a@example.test\n"))
                .isInstanceOf(FileRefused.class)
                .hasMessageStartingWith("The header lacks the column \"account_id\"");
    }

    @Test
    void reportCoversAllBatchesAndProgressIsReported() throws IOException {
        StringBuilder file = new StringBuilder("id,email,account_id\n");
        IntStream.range(0, 25_000)
                .forEach(i -> file.append(i + ",u" + i + "@example.test,a\n" + (i % 1000 == 0 ? "bad\n" : "")));
        List<Long> progress = new ArrayList<>();

        ImportReport report = userImport.importAll(stream(file.toString()), null, ConsentSource.IMPORT, progress::add);

        assertThat(report.accepted()).isEqualTo(25_000);
        assertThat(report.rejected()).isEqualTo(25);
        assertThat(ids()).hasSize(25_000);
        assertThat(progress).hasSizeGreaterThan(2).isSorted().last().isEqualTo(25_025L);
    }

    @Test
    void reportKeepsTheFirstHundredInvalidRowsAndCountsAll() throws IOException {
        ImportReport report = importText("{}\n".repeat(500));

        assertThat(report.rejected()).isEqualTo(500);
        assertThat(report.badRows()).hasSize(100).last().isEqualTo(new RowWarning(100, "id is missing"));
    }

    @Test
    void singleUserIsImportedLikeARow() throws IOException {
        assertThat(userImport.importOne(json("""
                {"id":"1","email":"a@example.test","account_id":"a","time_zone":"Mars/Base","opt_in_digest":true}""")))
                .containsExactly("time_zone is not in the tz database; the digest's zone is used instead");
        assertThat(consent()).containsExactly("1 true api");
        assertThatThrownBy(() -> userImport.importOne(json("{\"id\":\"1\",\"email\":\"a b\",\"account_id\":\"a\"}")))
                .isInstanceOf(RowRefused.class)
                .hasMessage("email is not an address that mail servers accept: it has no name before an @");
        assertThatThrownBy(() ->
                        userImport.importOne(json("{\"id\":\"\\u0000\",\"email\":\"a@b.test\",\"account_id\":\"a\"}")))
                .isInstanceOf(RowRefused.class)
                .hasMessage("contains a NUL character");
    }

    @Test
    void aSingleRowChangesOnlyWhatItHas() {
        userImport.importOne(json("""
                {"id":"1","email":"a@example.test","account_id":"a","name":"Ada","plan":"pro"}"""));

        assertThat(userImport.importOne(json("{\"id\":\"1\",\"opt_in_digest\":false}")))
                .isEmpty();
        assertThat(userImport.importOne(json("{\"id\":\"1\",\"account_id\":\"b\"}")))
                .isEmpty();

        assertThat(users.find("1"))
                .contains(new User("1", "a@example.test", "Ada", "b", null, null, "pro", null, false, null));
        assertThat(consent()).containsExactly("1 false api");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"id":"1","opt_in_digest":false}                  | there is no such user; to create one, give email and account_id
            {"id":"1","email":"a@example.test"}               | there is no such user; to create one, give account_id
            {"id":"1","account_id":"a","opt_in_digest":false} | there is no such user; to create one, give email
            {"id":"1","account_id":"a","email":null}          | email is missing
            """)
    void aSingleRowOfANewUserNeedsAddressAndAccount(String row, String refusal) {
        assertThatThrownBy(() -> userImport.importOne(json(row)))
                .isInstanceOf(RowRefused.class)
                .hasMessage(refusal);
        assertThat(ids()).isEmpty();
        assertThat(consent()).isEmpty();
    }

    @Test
    void aSingleRowCannotClearAddressOrAccount() {
        userImport.importOne(json("{\"id\":\"1\",\"email\":\"a@example.test\",\"account_id\":\"a\"}"));

        assertThatThrownBy(() -> userImport.importOne(json("{\"id\":\"1\",\"email\":null}")))
                .hasMessage("email is missing");
        assertThatThrownBy(() -> userImport.importOne(json("{\"id\":\"1\",\"account_id\":\"\"}")))
                .hasMessage("account_id is missing");
    }

    @Test
    void aSingleRowWaitsForAConcurrentChangeAndKeepsIt() throws InterruptedException {
        userImport.importOne(json("{\"id\":\"1\",\"email\":\"a@example.test\",\"account_id\":\"a\"}"));
        Thread concurrent =
                Thread.ofVirtual().unstarted(() -> userImport.importOne(json("{\"id\":\"1\",\"plan\":\"pro\"}")));
        database.transactions().executeWithoutResult(status -> {
            database.jdbc().sql("update users set email = 'b@example.test'").update();
            concurrent.start();
            await().until(UserImportTest::aLockIsAwaited);
        });
        concurrent.join();

        assertThat(users.find("1"))
                .contains(new User("1", "b@example.test", null, "a", null, null, "pro", null, true, null));
    }

    @Test
    void consentOfANewUserIsRecordedByTheImportThatCreatesIt() throws InterruptedException {
        Thread concurrent = Thread.ofVirtual()
                .unstarted(() -> userImport.importOne(json(
                        "{\"id\":\"1\",\"email\":\"a@example.test\",\"account_id\":\"a\",\"opt_in_digest\":true}")));
        database.transactions().executeWithoutResult(status -> {
            userImport.importOne(
                    json("{\"id\":\"1\",\"email\":\"a@example.test\",\"account_id\":\"a\",\"opt_in_digest\":true}"));
            concurrent.start();
            await().until(UserImportTest::aLockIsAwaited);
        });
        concurrent.join();

        assertThat(consent()).containsExactly("1 true api");
    }

    @Test
    void answerGivenWhileAnImportWaitsIsKept() throws InterruptedException, IOException {
        importText("{\"id\":\"1\",\"email\":\"a@example.test\",\"account_id\":\"a\",\"opt_in_digest\":true}");
        Thread concurrent = Thread.ofVirtual().unstarted(() -> {
            try {
                importText("{\"id\":\"1\",\"email\":\"b@example.test\",\"account_id\":\"a\",\"opt_in_digest\":true}");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        database.transactions().executeWithoutResult(status -> {
            preferences.setOptIn("1", weekly, false, ConsentSource.ONE_CLICK);
            concurrent.start();
            await().until(UserImportTest::aLockIsAwaited);
        });
        concurrent.join();

        assertThat(users.find("1").orElseThrow().email()).isEqualTo("b@example.test");
        assertThat(users.find("1").orElseThrow().optInDigest()).isFalse();
    }

    @Test
    void unchangedRowsWriteNothing() throws IOException {
        String row =
                "{\"id\":\"1\",\"email\":\"a@example.test\",\"account_id\":\"a\",\"opt_in_digest\":true,\"plan\":\"x\"}";
        importText(row);
        String before = versionOfUser();

        importText(row);

        assertThat(versionOfUser()).isEqualTo(before);
        importText(row.replace("\"x\"", "\"y\""));
        assertThat(consent()).containsExactly("1 true import");
    }

    /** Changes with every write and every lock of the row. */
    private static String versionOfUser() {
        return database.jdbc()
                .sql("select xmin || ' ' || xmax from users")
                .query(String.class)
                .single();
    }

    @Test
    void importThatIsCutOffTellsHowManyRowsAreStored() {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 12_000; i++) {
            rows.append("{\"id\":\"%d\",\"email\":\"a@example.test\",\"account_id\":\"a\"}\n".formatted(i));
        }
        InputStream cutOff = CutOffInput.after(rows.toString());

        assertThatThrownBy(() -> userImport.importAll(cutOff, null, ConsentSource.IMPORT, progress -> {}))
                .isInstanceOfSatisfying(
                        ImportCutOff.class,
                        failure -> assertThat(failure.stored()).isEqualTo(10_000))
                .hasMessage(
                        "The input ended early. 10000 rows before that are stored; sending all of them again does no"
                                + " harm");
        assertThat(ids()).hasSize(10_000);
    }

    @Test
    void onlyMissingUsersAreCreated() {
        assertThat(users.createMissing(List.of(
                        new NewUser("1", "one@example.test", "a", "Europe/Paris", true),
                        new NewUser("2", "two@example.test", "b", null, false))))
                .isEqualTo(2);
        assertThat(users.createMissing(List.of(new NewUser("1", "other@example.test", "z", null, false))))
                .isZero();

        assertThat(users.find("1"))
                .contains(new User("1", "one@example.test", null, "a", "Europe/Paris", null, null, null, true, null));
        assertThat(consent()).containsExactlyInAnyOrder("1 true import", "2 false import");
    }

    private ImportReport importText(String text) throws IOException {
        return userImport.importAll(stream(text), null, ConsentSource.IMPORT, progress -> {});
    }

    private static ByteArrayInputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }

    private static ObjectNode json(String text) {
        return (ObjectNode) new JsonMapper().readTree(text);
    }

    private static boolean aLockIsAwaited() {
        return database.jdbc()
                .sql("select exists (select from pg_locks where not granted)")
                .query(Boolean.class)
                .single();
    }

    private static List<String> ids() {
        return database.jdbc()
                .sql("select id from users order by id")
                .query((row, number) -> row.getString(1))
                .list();
    }

    private static List<String> consent() {
        return database.jdbc()
                .sql("select concat_ws(' ', user_id, digest, opt_in::text, source) from consent order by id")
                .query((row, number) -> row.getString(1))
                .list();
    }
}
