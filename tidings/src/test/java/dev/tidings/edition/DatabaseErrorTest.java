package dev.tidings.edition;

import static dev.tidings.testing.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.tidings.database.ConnectionPools;
import dev.tidings.database.ConnectionUse;
import dev.tidings.database.SqlErrorClassifier;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.edition.Edition.EditionProgress;
import dev.tidings.edition.Edition.OpenedBy;
import dev.tidings.testing.RecordingTransport;
import dev.tidings.testing.TestApplication;
import dev.tidings.transport.SendOutcome.Accepted;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Errors of the database server that no letter causes. */
class DatabaseErrorTest {
    /** Longer than several retries of held outcomes. */
    private static final Duration SEVERAL_RETRIES = Duration.ofMillis(1_200);

    @RegisterExtension
    static final TestApplication app = new TestApplication();

    private Edition edition;

    @BeforeEach
    void aChunkOfThreeReaders() {
        app.insertReader("ada");
        app.insertReader("ben");
        app.insertReader("cyd");
        edition = app.get(EditionOpener.class)
                .openLastCompleted(app.get(DigestCatalog.class).primary(), OpenedBy.API);
        app.get(EditionPlanner.class).plan(edition.id());
    }

    /** A fault of the server; closing it ends the fault. */
    private interface ServerFault extends AutoCloseable {
        @Override
        void close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"users", "digest_log", "chunk"})
    void noOutcomeIsLostToALockTimeout(String table) throws InterruptedException {
        assertAllSentAfter(() -> withSetting("lock_timeout = '100ms'", lock(table, "share")));
    }

    @Test
    void noOutcomeIsLostToAStatementTimeout() throws InterruptedException {
        assertAllSentAfter(() -> withSetting("statement_timeout = '200ms'", lock("users", "share")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pg_cancel_backend", "pg_terminate_backend"})
    void noOutcomeIsLostToAnAdministrator(String function) throws InterruptedException {
        assertAllSentAfter(() -> endingStatementsBy(function, lock("users", "share")));
    }

    @Test
    void noOutcomeIsLostWhileTheDatabaseIsReadOnly() throws InterruptedException {
        assertAllSentAfter(() -> withSetting("default_transaction_read_only = on", () -> {}));
    }

    @ParameterizedTest
    @CsvSource({"53100", "53200", "40001", "58030", "XX000", "42501", "0A000", "ZZ001"})
    void noOutcomeIsLostToAnErrorThatTheLetterDoesNotCause(String state) throws InterruptedException {
        assertAllSentAfter(() -> raising(state, "digest_log"));
    }

    /** Nothing was handed over. The chunk is unchanged and is tried again. */
    @ParameterizedTest
    @CsvSource({"55P03", "53100", "57014", "25006"})
    void lettersWhoseIntentCannotBeWrittenAreNeitherParkedNorRemoved(String state) {
        Throwable failure;
        try (ServerFault fault = raising(state, "batch")) {
            failure = catchThrowable(() -> app.deliver(edition.id(), 1));
        }

        assertThat(SqlErrorClassifier.isUnavailable(failure)).isTrue();
        assertThat(app.transport().batches()).isEmpty();
        assertThat(count("select count(*) from delivery")).isZero();
        assertThat(count("select sum(due + cardinality(remarks)) from chunk")).isEqualTo(3);
        app.deliver(edition.id(), 1);
        assertThat(progress()).isEqualTo(new EditionProgress(3, 3, 0, 0, 0));
    }

    @Test
    void lettersAreSentAfterALockTimeout() {
        Throwable failure;
        try (ServerFault fault = withSetting("lock_timeout = '100ms'", lock("users", "exclusive"))) {
            failure = catchThrowable(() -> app.deliver(edition.id(), 1));
        }

        assertThat(SqlErrorClassifier.isUnavailable(failure)).isTrue();
        assertThat(count("select count(*) from delivery")).isZero();
        app.deliver(edition.id(), 1);
        assertThat(progress()).isEqualTo(new EditionProgress(3, 3, 0, 0, 0));
    }

    /** Starts the fault during the hand-over of the first batch of two, and ends it while its outcomes are held. */
    private void assertAllSentAfter(Supplier<ServerFault> startFault) throws InterruptedException {
        AtomicReference<@Nullable ServerFault> fault = new AtomicReference<>();
        app.transport().withReplayWindow(Duration.ZERO, 2).respondingWith((key, batch) -> {
            if (fault.get() == null) {
                fault.set(startFault.get());
            }
            return RecordingTransport.all(batch, new Accepted("id", null), null);
        });
        Thread worker = Thread.ofVirtual().start(() -> app.deliver(edition.id(), 1));
        try {
            await().until(() -> held() == 1 || !worker.isAlive());
            Thread.sleep(SEVERAL_RETRIES);
            assertThat(held()).isEqualTo(1);
            assertThat(app.transport().batches()).hasSize(1);
        } finally {
            await().until(() -> fault.get() != null);
            fault.get().close();
        }
        await().until(() -> !worker.isAlive());
        app.deliver(edition.id(), 1);

        assertThat(progress()).isEqualTo(new EditionProgress(3, 3, 0, 0, 0));
        assertThat(app.transport().messages()).hasSize(3);
    }

    private EditionProgress progress() {
        return app.get(Editions.class).find(edition.id()).orElseThrow().progress();
    }

    /** The number of batches whose outcomes wait for the database. */
    private static double held() {
        return app.get(MeterRegistry.class).get("tidings.outcomes.held").gauge().value();
    }

    private static long count(String query) {
        return app.jdbc().sql(query).query(Long.class).single();
    }

    private static ServerFault lock(String table, String mode) {
        try {
            Connection connection =
                    app.get(ConnectionPools.class).pool(ConnectionUse.WORK).getConnection();
            connection.setAutoCommit(false);
            connection.createStatement().execute("lock table " + table + " in " + mode + " mode");
            return () -> {
                try {
                    connection.rollback();
                    connection.setAutoCommit(true);
                    connection.close();
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            };
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Applies the setting to new sessions and closes idle ones. */
    private static ServerFault withSetting(String setting, ServerFault fault) {
        alterDatabase("set " + setting);
        return () -> {
            fault.close();
            alterDatabase("reset " + setting.substring(0, setting.indexOf(' ')));
        };
    }

    private static void alterDatabase(String change) {
        String name =
                app.jdbc().sql("select current_database()").query(String.class).single();
        app.jdbc()
                .sql("begin; set local transaction read write; alter database " + name + " " + change + "; commit")
                .update();
        app.get(ConnectionPools.class)
                .pool(ConnectionUse.WORK)
                .getHikariPoolMXBean()
                .softEvictConnections();
    }

    /** Cancels or terminates every session that waits for the lock. */
    private static ServerFault endingStatementsBy(String function, ServerFault lock) {
        Thread administrator = Thread.ofVirtual().start(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                app.jdbc()
                        .sql("select " + function + "(pid) from pg_stat_activity where wait_event_type = 'Lock'"
                                + " and datname = current_database()")
                        .query(Boolean.class)
                        .list();
                try {
                    Thread.sleep(50);
                } catch (InterruptedException e) {
                    return;
                }
            }
        });
        return () -> {
            administrator.interrupt();
            await().until(() -> !administrator.isAlive());
            lock.close();
        };
    }

    /** Makes every insert into the table fail with the SQLSTATE. */
    private static ServerFault raising(String state, String table) {
        app.jdbc().sql("""
                        create function injected() returns trigger language plpgsql as $$
                        begin
                            raise exception 'injected' using errcode = '%s';
                        end
                        $$;
                        create trigger injected before insert on %s for each row execute function injected()
                        """.formatted(state, table)).update();
        return () -> app.jdbc().sql("drop function injected cascade").update();
    }
}
