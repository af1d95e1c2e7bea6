package dev.tidings.audience;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.audience.Preferences.ConsentSource;
import dev.tidings.bulk.BulkLoaders;
import dev.tidings.bulk.ImportReport;
import dev.tidings.bulk.RowWarning;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.digest.InstallationSettings;
import dev.tidings.testing.SampleDigests;
import dev.tidings.testing.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UserSpellingTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final DigestCatalog catalog = new DigestCatalog(List.of(SampleDigests.weekly()));
    private final Users users = new Users(database.jdbc());
    private final UserImport userImport = new UserImport(
            BulkLoaders.of(database), new StagedUsers(database.jdbc()), catalog, InstallationSettings.DEFAULT);

    @BeforeEach
    void deleteUsers() {
        database.jdbc().sql("truncate users cascade").update();
    }

    @Test
    void addressAtADomainOfAnotherScriptIsStoredAsPunycode() throws IOException {
        ImportReport report = importText("""
                {"id":"1","email":"info@münchen.example","account_id":"a"}
                {"id":"2","email":"jürgen@münchen.example","account_id":"a"}
                """);

        assertThat(report.badRows())
                .extracting(row -> row.line() + ": " + row.text())
                .containsExactly("2: email has letters before the @ that are not ASCII, which few mail servers accept:"
                        + " give an ASCII address");
        assertThat(users.find("1").orElseThrow().email()).isEqualTo("info@xn--mnchen-3ya.example");
    }

    @Test
    void spreadsheetIsReadAsPeopleSaveIt() throws IOException {
        ImportReport report = importText("""
                \ufeffsep=;
                ID;Email ;Account ID;name;Time-Zone;;
                1;a@example.test;a;"Ada; Countess";europe/paris;;
                2;no address;a;Ben;;;
                3;c@example.test;a;Cem;
                4;d@example.test;a;Dora;EST;;;;
                """);

        assertThat(ids()).containsExactly("1", "3", "4");
        assertThat(users.find("1").orElseThrow().name()).isEqualTo("Ada; Countess");
        assertThat(users.find("1").orElseThrow().timeZone()).isEqualTo("Europe/Paris");
        assertThat(report.badRows())
                .extracting(row -> row.line() + ": " + row.text())
                .containsExactly("4: email is not an address that mail servers accept: it has no name before an @");
        assertThat(report.notes())
                .extracting(row -> row.line() + ": " + row.text())
                .containsExactly(
                        "2: the fields are separated by ;",
                        "2: empty columns at the end are left out: 2",
                        "2: the column \"ID\" is read as id",
                        "2: the column \"Email\" is read as email",
                        "2: the column \"Account ID\" is read as account_id",
                        "2: the column \"Time-Zone\" is read as time_zone",
                        "6: time_zone is read as America/New_York, as the zone that people mean most often by EST");
    }

    @ParameterizedTest
    @CsvSource({
        "Europe/Paris, Europe/Paris, false",
        "europe/paris, Europe/Paris, false",
        "america/new york, America/New_York, false",
        "W. Europe Standard Time, Europe/Berlin, false",
        "eastern standard time, America/New_York, false",
        "EST, America/New_York, true",
        "CEST, Europe/Berlin, true",
        "GMT+2, Etc/GMT-2, true",
        "+02:00, Etc/GMT-2, true",
        "utc-5, Etc/GMT+5, true",
        "+05:30, Asia/Kolkata, true",
        "Etc/GMT+2, Etc/GMT+2, false",
        "UTC, UTC, false"
    })
    void zoneIsUnderstoodWithARemarkWhereItIsAGuess(String text, String zone, boolean isGuess) throws IOException {
        ImportReport report =
                importText("{\"id\":\"1\",\"email\":\"a@example.test\",\"account_id\":\"a\",\"time_zone\":\"%s\"}"
                        .formatted(text));

        assertThat(users.find("1").orElseThrow().timeZone()).isEqualTo(zone);
        assertThat(report.notes()).hasSize(isGuess ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource({"fr_FR, fr-FR", "fr_FR.UTF-8, fr-FR", "de_DE@euro, de-DE", "fr-FR, fr-FR", "zh_Hant_TW, zh-Hant-TW"})
    void localeOfPosixIsReadAsATag(String text, String locale) throws IOException {
        ImportReport report = importText(
                "{\"id\":\"1\",\"email\":\"a@example.test\",\"account_id\":\"a\",\"locale\":\"%s\"}".formatted(text));

        assertThat(users.find("1").orElseThrow().locale()).isEqualTo(locale);
        assertThat(report.notes()).isEmpty();
    }

    @Test
    void invalidZoneAndLocaleAreKeptWithANote() throws IOException {
        ImportReport report = importText("""
                {"id":"1","email":"a@example.test","account_id":"a","time_zone":"Mars/Base","locale":"klingon!"}
                """);

        assertThat(report.accepted()).isEqualTo(1);
        assertThat(report.noted()).isEqualTo(2);
        assertThat(report.notes()).extracting(RowWarning::line).containsExactly(1L, 1L);
        assertThat(users.find("1").orElseThrow().timeZone()).isEqualTo("Mars/Base");
    }

    private ImportReport importText(String text) throws IOException {
        return userImport.importAll(
                new ByteArrayInputStream(text.getBytes(UTF_8)), null, ConsentSource.IMPORT, progress -> {});
    }

    private List<String> ids() {
        return database.jdbc()
                .sql("select id from users order by id")
                .query(String.class)
                .list();
    }
}
