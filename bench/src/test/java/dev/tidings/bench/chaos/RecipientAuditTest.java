package dev.tidings.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.bench.chaos.ReceivedLetters.ReceivedLetter;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecipientAuditTest {
    private static final long EDITION = 7;
    private static final String INTENT =
            "insert into chaos.intent (edition_id, letter_id, user_id, content, replay) values ";

    @TempDir
    static Path folder;

    private static ChaosDatabase database;
    private static ChaosUsers users;

    @BeforeAll
    static void start() throws IOException {
        database = ChaosDatabase.open(folder, null);
        users = new ChaosUsers(database, 10);
        users.insert();
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @BeforeEach
    void clear() {
        users.prepareWeek(LocalDate.of(2026, 1, 5));
    }

    @Test
    void intentCommittedAfterAnAnsweredOptOutIsAViolation() {
        execute("update users set opt_in_digest = false where id = 'u0000001'");
        recordAnswered("OPT_OUT", "weekly");
        recordIntent("", false);

        assertThat(violations()).singleElement().asString().contains("letter 1 of u0000001", "opt-out");
    }

    @Test
    void intentBegunBeforeTheAnswerAndCommittedAfterItIsAViolation() throws SQLException {
        execute("update users set opt_in_digest = false where id = 'u0000001'");
        try (Connection worker = database.newConnection();
                Statement statement = worker.createStatement()) {
            worker.setAutoCommit(false);
            statement.execute(INTENT + "(7, 1, 'u0000001', '', false)");
            recordAnswered("OPT_OUT", "weekly");
            worker.commit();
        }

        assertThat(violations()).hasSize(1);
    }

    @Test
    void earlierIntentsAndReplaysAreNoViolations() {
        recordIntent("", false);
        execute("update users set opt_in_digest = false where id = 'u0000001'");
        recordAnswered("OPT_OUT", "weekly");
        recordIntent("", true);

        assertThat(violations()).isEmpty();
    }

    @Test
    void answeredOptOutThatIsNotStoredIsAViolation() {
        recordAnswered("OPT_OUT", "weekly");

        assertThat(violations()).singleElement().asString().contains("not in the database: OPT_OUT of u0000001");
    }

    @Test
    void intentAfterAnAccountChangeNeedsTheNewAccountsMetrics() {
        execute("update users set account_id = 'b0000001' where id = 'u0000001'");
        recordIntent("{\"account_id\": \"a0000001\", \"value\": 101}", false);
        recordAnswered("ACCOUNT", "b0000001");
        recordIntent("{\"account_id\": \"b0000001\", \"value\": 2000001}", false);
        assertThat(violations()).isEmpty();

        recordIntent("{\"account_id\": \"b0000001\", \"value\": 101}", false);
        assertThat(violations()).singleElement().asString().contains("metrics of b0000001");
    }

    @Test
    void letterWhoseIntentsAreAllAfterAnAddressChangeMustGoToTheNewAddress() {
        execute("update users set email = 'moved1@example.com' where id = 'u0000001'");
        recordAnswered("ADDRESS", "moved1@example.com");
        recordIntent("{\"messageKey\":\"k\",\"recipient\":{}}", false);

        assertThat(violations(new ReceivedLetter("k.2026-01-05@x", "moved1@example.com")))
                .isEmpty();
        assertThat(violations(new ReceivedLetter("k.2026-01-05@x", "reader1@example.com")))
                .singleElement()
                .asString()
                .contains("address");
    }

    private static List<String> violations(ReceivedLetter... received) {
        return new RecipientAudit(database).examine(EDITION, List.of(received));
    }

    private static void recordIntent(String content, boolean replay) {
        execute(INTENT + "(7, 1, 'u0000001', '" + content + "', " + replay + ")");
    }

    private static void recordAnswered(String kind, String value) {
        execute("insert into chaos.recipient_change (user_id, kind, value) values ('u0000001', '" + kind + "', '"
                + value + "')");
    }

    private static void execute(String sql) {
        database.newJdbc().sql(sql).update();
    }
}
