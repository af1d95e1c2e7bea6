package dev.tidings.opportunities;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.bulk.BulkLoaders;
import dev.tidings.bulk.FileRefused;
import dev.tidings.bulk.ImportProgress;
import dev.tidings.bulk.ImportReport;
import dev.tidings.bulk.RowWarning;
import dev.tidings.opportunities.FeedbackEvent.FeedbackKind;
import dev.tidings.testing.TestDatabase;
import dev.tidings.testkit.SettableClock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeedbackImportTest {
    private static final Instant NOW = Instant.parse("2026-11-22T09:00:00Z");

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final FeedbackEvents events = new FeedbackEvents(database.jdbc());
    private final FeedbackImport feedbackImport =
            new FeedbackImport(BulkLoaders.of(database), new StagedFeedback(database.jdbc()), new SettableClock(NOW));

    @BeforeEach
    void insertUserAndOpportunity() {
        database.jdbc().sql("truncate users, opportunity cascade").update();
        database.jdbc()
                .sql("insert into users (id, email, account_id) values ('ada', 'ada@example.com', 'a')")
                .update();
        database.jdbc().sql("""
                        insert into opportunity (id, title, url, source, canonical_url, created_at, updated_at,
                            last_seen_at)
                        values ('call', 'Call', 'https://a.example', 'test', 'https://a.example', now(), now(), now())""").update();
    }

    @Test
    void allKindsAreImported() throws IOException {
        ImportReport report = importText("""
                {"user_id":"ada","opportunity_id":"call","kind":"sent","at":"2026-11-02T08:00:00Z"}
                {"user_id":"ada","kind":"opened","at":"2026-11-03T09:00:00+01:00","machine":true}
                {"user_id":"ada","opportunity_id":"call","kind":"clicked","at":"2026-11-04T08:00:00.123456Z","machine":false}
                {"user_id":"ada","opportunity_id":"call","kind":"SAVED","at":"2026-11-05"}
                {"user_id":"ada","opportunity_id":"call","kind":"applied","at":"2026-11-06T08:00:00Z"}
                {"user_id":"ada","opportunity_id":"call","kind":"dismissed","at":"2026-11-07T08:00:00Z"}
                {"user_id":"ada","opportunity_id":"call","kind":"rated","rating":4,"at":"2026-11-08T08:00:00Z"}
                """);

        assertThat(report).isEqualTo(new ImportReport(7, 0, List.of(), 0, List.of()));
        assertThat(events.listOfUser("ada", 10))
                .containsExactly(
                        feedback("call", FeedbackKind.RATED, 4, "2026-11-08T08:00:00Z", false),
                        feedback("call", FeedbackKind.DISMISSED, null, "2026-11-07T08:00:00Z", false),
                        feedback("call", FeedbackKind.APPLIED, null, "2026-11-06T08:00:00Z", false),
                        feedback("call", FeedbackKind.SAVED, null, "2026-11-05T00:00:00Z", false),
                        feedback("call", FeedbackKind.CLICKED, null, "2026-11-04T08:00:00.123456Z", false),
                        feedback(null, FeedbackKind.OPENED, null, "2026-11-03T08:00:00Z", true),
                        feedback("call", FeedbackKind.SENT, null, "2026-11-02T08:00:00Z", false));
    }

    @Test
    void rowsWithUnknownReferencesAreReportedAndSkipped() throws IOException {
        ImportReport report = importText("""
                {"user_id":"bob","opportunity_id":"call","kind":"saved","at":"2026-11-02T08:00:00Z"}
                {"user_id":"ada","opportunity_id":"gone","kind":"saved","at":"2026-11-02T08:00:00Z"}
                {"user_id":"ada","opportunity_id":"call","kind":"saved","at":"2026-11-02T08:00:00Z"}
                """);

        assertThat(report)
                .isEqualTo(new ImportReport(
                        1,
                        2,
                        List.of(
                                new RowWarning(1, "user_id is unknown"),
                                new RowWarning(2, "opportunity_id is unknown")),
                        0,
                        List.of()));
        assertThat(events.listOfUser("ada", 10)).hasSize(1);
    }

    @Test
    void repeatedRowUpdatesTheFirst() throws IOException {
        String line = """
                {"user_id":"ada","opportunity_id":"call","kind":"rated","rating":%d,"at":"2026-11-02T08:00:00Z","machine":%s}
                """;
        importText(line.formatted(5, true) + line.formatted(3, true));
        importText(line.formatted(2, false));

        assertThat(events.listOfUser("ada", 10))
                .containsExactly(feedback("call", FeedbackKind.RATED, 2, "2026-11-02T08:00:00Z", false));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ada | call | liked   |   | 2026-11-02 |     | kind is not one of sent, opened, clicked, saved, applied, dismissed, rated
            ada | call |         |   | 2026-11-02 |     | kind is missing
                | call | saved   |   | 2026-11-02 |     | user_id is missing
            ada |      | saved   |   | 2026-11-02 |     | opportunity_id is missing
            ada | call | rated   |   | 2026-11-02 |     | rating is missing
            ada | call | rated   | 6 | 2026-11-02 |     | rating is not a whole number from 1 to 5
            ada | call | saved   | 5 | 2026-11-02 |     | rating is only allowed for kind rated
            ada | call | saved   |   |            |     | at is missing
            ada | call | saved   |   | yesterday! |     | at is neither a date such as 2026-11-30 nor a time such as 2026-11-30T08:00:00+01:00
            ada | call | saved   |   | 2026-11-24 |     | at is in the future
            ada | call | saved   |   | 2026-11-02 | bot | machine is neither true nor false
            """)
    void invalidRowIsRejected(
            String user, String opportunity, String kind, String rating, String at, String machine, String reason)
            throws IOException {
        assertThat(check(user, opportunity, kind, rating, at, machine)).containsExactly(new RowWarning(2, reason));
        assertThat(events.listOfUser("ada", 10)).isEmpty();
    }

    private List<RowWarning> check(String... cells) throws IOException {
        StringBuilder csv = new StringBuilder("user_id,opportunity_id,kind,rating,at,machine\n");
        for (int i = 0; i < cells.length; i++) {
            csv.append(i == 0 ? "" : ",").append(cells[i] == null ? "" : cells[i]);
        }
        return importText(csv.append("\n").toString()).badRows();
    }

    @Test
    void fileWithWrongHeaderIsRefused() {
        assertThatThrownBy(() -> importText("user_id,kind\n"))
                .isInstanceOf(FileRefused.class)
                .hasMessageContaining("lacks the column \"at\"");
        assertThatThrownBy(() -> importText("user_id,kind,at,mood\n"))
                .isInstanceOf(FileRefused.class)
                .hasMessageContaining("unknown column \"mood\"");
    }

    private ImportReport importText(String lines) throws IOException {
        return feedbackImport.importAll(new ByteArrayInputStream(lines.getBytes(UTF_8)), null, ImportProgress.none());
    }

    private static FeedbackEvent feedback(
            @Nullable String opportunity, FeedbackKind kind, @Nullable Integer rating, String at, boolean machine) {
        return new FeedbackEvent("ada", opportunity, kind, rating, Instant.parse(at), machine, null);
    }
}
