package dev.tidings.edition;

import static dev.tidings.testing.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.core.Ticker;
import dev.tidings.testing.Eventually;
import dev.tidings.testing.ForkFolder;
import dev.tidings.testing.TestDatabase;
import dev.tidings.testing.TestNode;
import dev.tidings.testkit.FakeSmtpServer;
import dev.tidings.testkit.SmtpStep;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Stops a real node process (SIGTERM) in the middle of an edition. */
class GracefulShutdownTest {
    private static final int READERS = 1_500;

    /** Letters a second of the stopped node. Sending the rest would take it several more seconds. */
    private static final String RATE = "200";

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @Test
    void aStoppedNodeReleasesItsUnsentLettersAtOnceAndLosesNone() {
        insertReaders();
        try (FakeSmtpServer sink = FakeSmtpServer.plain()) {
            try (TestNode first = start(sink, "60s", RATE)) {
                await().until(() -> sink.accepted().size() > READERS / 6);
                first.stop();
            }
            assertThat(sink.accepted().size()).isLessThan(READERS);
            assertThat(count("delivery where handed_over_at is not null"))
                    .as("letters that are handed over and not settled")
                    .isZero();
            assertThat(count("scheduled_tasks where task_name in ('plan-edition', 'deliver-chunk')"
                            + " and (picked or execution_time > now())"))
                    .as("tasks that another node cannot claim now")
                    .isZero();

            try (TestNode second = start(sink, "60s", null)) {
                assertThat(second.await()).isZero();
            }
            assertThat(count("digest_log where status = 'sent'")).isEqualTo(READERS);
            assertThat(sink.accepted()).hasSize(READERS);
        }
    }

    @Test
    void aStuckMailServerDelaysNoShutdownAndLeavesOneUnknownLetter() {
        insertReaders();
        try (FakeSmtpServer sink = FakeSmtpServer.plain().stall(SmtpStep.DOT, 60)) {
            long stopRequestedNanos;
            try (TestNode first = start(sink, "8s", null)) {
                await().until(() -> sink.handedOver().size() > 200);
                stopRequestedNanos = Ticker.SYSTEM.nanos();
                first.stop();
            }
            assertThat(Ticker.SYSTEM.since(stopRequestedNanos))
                    .as("the timeout of the mail server is ten minutes")
                    .isLessThan(Eventually.PATIENCE);
            assertThat(count("delivery where handed_over_at is not null")).isZero();
            assertThat(count("digest_log where outcome_unknown"))
                    .as("the letter without an answer")
                    .isEqualTo(1);

            try (TestNode second = start(sink, "60s", null)) {
                second.await();
            }
            assertThat(count("digest_log where status = 'sent'")).isEqualTo(READERS - 1);
            assertThat(sink.accepted()).hasSize(READERS - 1);
        }
    }

    private static TestNode start(FakeSmtpServer sink, String stopWithin, @Nullable String rate) {
        Map<String, String> environment = new HashMap<>();
        environment.put("TIDINGS_DATABASE_URL", database.jdbcUrl());
        environment.put(
                "TIDINGS_CONFIG",
                Path.of("../examples/living-lytics").toAbsolutePath().toString());
        environment.put("TIDINGS_DATA", ForkFolder.of("stop").toString());
        environment.put("TIDINGS_SECRET", "a-secret-of-the-tests-with-32-bytes!");
        environment.put("TIDINGS_STOP_WITHIN", stopWithin);
        environment.put("SMTP_URL", "smtp://localhost:" + sink.port());
        if (rate != null) {
            environment.put("SMTP_RATE", rate);
        }
        return TestNode.start(
                Path.of("target", "stop-test.log"), environment, "run", "living-lytics", "--period", "2026-05-04");
    }

    private static long count(String from) {
        return database.jdbc()
                .sql("select count(*) from " + from)
                .query(Long.class)
                .single();
    }

    private static void insertReaders() {
        database.jdbc()
                .sql("truncate users, daily_metric, edition, scheduled_tasks cascade")
                .update();
        database.jdbc().sql("""
                        insert into users (id, email, account_id)
                        select 'u' || n, 'u' || n || '@example.com', 'a' || n from generate_series(1, :readers) as n
                        """).param("readers", READERS).update();
        database.jdbc().sql("""
                        insert into daily_metric (account_id, metric_date, source_name, data)
                        select 'a' || n, date '2026-05-04', 'web', '{"sessions": 5}' from generate_series(1, :readers) as n
                        """).param("readers", READERS).update();
    }
}
