package dev.tidings.edition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testing.ForkFolder;
import dev.tidings.testing.TestDatabase;
import dev.tidings.testing.TestNode;
import dev.tidings.testkit.FakeSmtpServer;
import dev.tidings.testkit.ReceivedMessage;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An edition that real node processes send from one data folder, with assertions about its ledger. */
final class KilledEdition {
    private final TestDatabase database;
    private final FakeSmtpServer sink;
    private final Path data;
    private final int readers;

    /** Inserts the readers of the edition. */
    KilledEdition(TestDatabase database, FakeSmtpServer sink, String folder, int readers) {
        this.database = database;
        this.sink = sink;
        this.data = ForkFolder.of(folder).toAbsolutePath();
        this.readers = readers;
        insertReaders();
    }

    Path data() {
        return data;
    }

    /** Starts a node that sends the edition and ends when it is settled. */
    TestNode start(Map<String, String> extraVariables) {
        Map<String, String> environment = new HashMap<>(extraVariables);
        environment.put("TIDINGS_DATABASE_URL", database.jdbcUrl());
        environment.put(
                "TIDINGS_CONFIG",
                Path.of("../examples/living-lytics").toAbsolutePath().toString());
        environment.put("TIDINGS_DATA", data.toString());
        environment.put("TIDINGS_SECRET", "a-secret-of-the-tests-with-32-bytes!");
        environment.putIfAbsent("SMTP_URL", "smtp://localhost:" + sink.port());
        environment.put("TIDINGS_HEARTBEAT", "1s");
        return TestNode.start(
                Path.of("target", "crash-test.log"), environment, "run", "living-lytics", "--period", "2026-05-04");
    }

    /** @param maxUnknown the largest allowed number of letters with an unknown outcome */
    void assertLedgerAgrees(int maxUnknown) {
        List<String> ids =
                sink.accepted().stream().map(ReceivedMessage::messageId).toList();
        Set<String> unique = new HashSet<>(ids);
        assertThat(ids).as("no letter is sent twice").hasSize(unique.size()).doesNotContain("");

        Map<String, Long> counts = counts();
        assertThat(counts.get("owed")).isZero();
        assertThat(counts.get("sent") + counts.get("error"))
                .as("no letter is missing")
                .isEqualTo(readers);
        assertThat(counts.get("unexplained"))
                .as("errors other than unknown outcomes")
                .isZero();
        assertThat(counts.get("sent"))
                .as("letters recorded as sent were accepted")
                .isLessThanOrEqualTo(unique.size());
        assertThat((long) unique.size())
                .as("accepted letters are sent or unknown")
                .isBetween(counts.get("sent"), counts.get("sent") + counts.get("unknown"));
        assertThat(counts.get("unknown")).as("unknown").isLessThanOrEqualTo(maxUnknown);
    }

    /** The number of letters in each state. */
    Map<String, Long> counts() {
        return database.jdbc()
                .sql("""
                        select (select count(*) from owed_letter) as owed,
                               count(*) filter (where status = 'sent') as sent,
                               count(*) filter (where status = 'error') as error,
                               count(*) filter (where outcome_unknown) as unknown,
                               count(*) filter (where status = 'error' and not outcome_unknown) as unexplained
                        from digest_log
                        """)
                .query((row, number) -> Map.of(
                        "owed", row.getLong("owed"),
                        "sent", row.getLong("sent"),
                        "error", row.getLong("error"),
                        "unknown", row.getLong("unknown"),
                        "unexplained", row.getLong("unexplained")))
                .single();
    }

    private void insertReaders() {
        database.jdbc()
                .sql("truncate users, edition, delivery, digest_log, daily_metric, scheduled_tasks cascade")
                .update();
        database.jdbc().sql("""
                        insert into users (id, email, account_id)
                        select 'u' || n, 'u' || n || '@example.com', 'a' || n from generate_series(1, :readers) as n
                        """).param("readers", readers).update();
        database.jdbc().sql("""
                        insert into daily_metric (account_id, metric_date, source_name, data)
                        select 'a' || n, date '2026-05-04', 'web', '{"sessions": 5}' from generate_series(1, :readers) as n
                        """).param("readers", readers).update();
    }
}
