package dev.tidings.database;

import static dev.tidings.testing.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.tidings.core.Ticker;
import dev.tidings.settings.EnvironmentReader;
import dev.tidings.settings.Settings;
import dev.tidings.settings.SettingsErrors;
import dev.tidings.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;

@Timeout(120)
class ConnectionPoolsTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @Test
    void aThreadWithoutAConnectionUseGetsTheDefaultPool() {
        try (ConnectionPools pools = pools(Map.of())) {
            JdbcClient jdbc = JdbcClient.create(new RoutedDataSource(pools, ConnectionUse.WORK));

            assertThat(name(jdbc)).isEqualTo("tidings-work");
            assertThat(ConnectionUse.PAGES.<String, RuntimeException>call(() -> name(jdbc)))
                    .isEqualTo("tidings-pages");
            assertThat(name(jdbc)).isEqualTo("tidings-work");
        }
    }

    @ParameterizedTest
    @EnumSource(ConnectionUse.class)
    void aPoolServesConnectionsWhileEveryOtherPoolIsExhausted(ConnectionUse use) throws SQLException {
        List<Connection> taken = new ArrayList<>();
        try (ConnectionPools pools = pools(Map.of())) {
            for (ConnectionUse other : ConnectionUse.values()) {
                for (int i = 0; other != use && i < pools.pool(other).getMaximumPoolSize(); i++) {
                    taken.add(pools.pool(other).getConnection());
                }
            }
            JdbcClient jdbc = JdbcClient.create(new RoutedDataSource(pools, ConnectionUse.WORK));

            assertThat(use.<String, RuntimeException>call(() -> name(jdbc))).startsWith("tidings-");
            for (Connection connection : taken) {
                connection.close();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "READINESS, 25s, 3s",
        "SYSTEM, 25s, 3s",
        "WORK, 290s, 0",
        "JOBS, 3590s, 0",
        "CONSENT, 10s, 3s",
        "PAGES, 1min, 5s"
    })
    void everyPoolSetsStatementAndLockTimeouts(ConnectionUse use, String statement, String lock) {
        try (ConnectionPools pools = pools(Map.of())) {
            JdbcClient jdbc = JdbcClient.create(pools.pool(use));

            assertThat(show(jdbc, "statement_timeout")).isEqualTo(statement);
            assertThat(show(jdbc, "lock_timeout")).isEqualTo(lock);
            assertThat(show(jdbc, "client_connection_check_interval")).isEqualTo("10s");
        }
    }

    @Test
    void timeoutsInTheUrlOverrideTheDefaults() {
        String url = database.jdbcUrl() + "&options=-c%20statement_timeout=0%20-c%20lock_timeout=7s";
        try (ConnectionPools pools = pools(Map.of("TIDINGS_DATABASE_URL", url))) {
            JdbcClient jdbc = JdbcClient.create(pools.pool(ConnectionUse.PAGES));

            assertThat(show(jdbc, "statement_timeout")).isEqualTo("0");
            assertThat(show(jdbc, "lock_timeout")).isEqualTo("7s");
        }
    }

    /** The URL has a socket timeout of two seconds. The server cancels the statements before it expires. */
    @Test
    void statementsThatWaitForALockNeverUseMoreBackendsThanThePoolSize() throws Exception {
        Map<String, String> environment = Map.of(
                "TIDINGS_DATABASE_URL", database.jdbcUrl() + "&socketTimeout=2", "TIDINGS_CONNECTIONS", "work=3");
        try (ConnectionPools pools = pools(environment);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                Connection locker = database.dataSource().getConnection()) {
            locker.setAutoCommit(false);
            locker.createStatement().execute("lock table users in access exclusive mode");
            JdbcClient jdbc = JdbcClient.create(pools.pool(ConnectionUse.WORK));
            Callable<Throwable> blocked = () -> catchThrowable(() ->
                    jdbc.sql("select count(*) from users").query(Long.class).single());
            for (int interval = 0; interval < 3; interval++) {
                List<Future<Throwable>> waiting =
                        List.of(threads.submit(blocked), threads.submit(blocked), threads.submit(blocked));
                for (Future<Throwable> statement : waiting) {
                    assertThat(DatabaseFault.of(statement.get())).isEqualTo(DatabaseFault.CANCELED);
                }
                assertThat(backends("tidings-work")).isLessThanOrEqualTo(3);
            }
            locker.rollback();
        }
    }

    @Test
    void theServerCancelsAStatementWhoseClientDisconnected() throws Exception {
        String url = database.jdbcUrl()
                + "&socketTimeout=1&options=-c%20statement_timeout=0%20-c%20client_connection_check_interval=200ms";
        try (ConnectionPools pools = pools(Map.of("TIDINGS_DATABASE_URL", url))) {
            Throwable failure = catchThrowable(() -> JdbcClient.create(pools.pool(ConnectionUse.JOBS))
                    .sql("select from pg_sleep(60)")
                    .query()
                    .listOfRows());

            assertThat(DatabaseFault.of(failure)).isEqualTo(DatabaseFault.TIMEOUT);
            await().until(() -> backends("tidings-jobs") == 0);
        }
    }

    @Test
    void aNodeThatNeedsTooManyConnectionsDoesNotStart() {
        Map<String, String> environment = Map.of("TIDINGS_CONNECTIONS", "work=400");
        try (ConnectionPools pools = pools(environment)) {
            ConnectionCapacity capacity = capacity(pools, environment);

            assertThat(catchThrowable(capacity::afterPropertiesSet))
                    .isInstanceOf(SettingsErrors.class)
                    .hasMessageMatching("TIDINGS_CONNECTIONS needs 413 database connections, but max_connections leaves"
                            + " \\d+: it allows 197, and other sessions have \\d+\\. Set smaller numbers, as in"
                            + " \"work=4, pages=2\", or raise the limit");
        }
    }

    @Test
    void aWorkerNeedsNoConnectionsForPages() {
        Map<String, String> environment = Map.of("TIDINGS_CONNECTIONS", "pages=400", "TIDINGS_ROLES", "worker");
        try (ConnectionPools pools = pools(environment)) {
            capacity(pools, environment).afterPropertiesSet();
            assertThat(pools.pool(ConnectionUse.CONSENT).getMinimumIdle()).isZero();
            assertThat(pools.pool(ConnectionUse.PAGES).getMinimumIdle()).isZero();
        }
    }

    @Test
    void connectionLimitsOfRoleAndDatabaseAreChecked() {
        JdbcClient admin = database.jdbc();
        String name = admin.sql("select current_database()").query(String.class).single();
        admin.sql("create role tidings_limited login password 'limited' connection limit 21")
                .update();
        String url = database.jdbcUrl().replaceAll("user=[^&]*", "user=tidings_limited") + "&password=limited";
        Map<String, String> environment = Map.of("TIDINGS_DATABASE_URL", url);
        try (ConnectionPools pools = pools(environment)) {
            capacity(pools, environment).afterPropertiesSet();
            admin.sql("alter role tidings_limited connection limit 20").update();
            // Connections that the pools are just opening count as other sessions.
            await().untilAsserted(() -> assertThat(
                            catchThrowable(() -> capacity(pools, environment).afterPropertiesSet()))
                    .hasMessageContaining("the connection limit of the role tidings_limited leaves 20"));
            admin.sql("alter role tidings_limited connection limit -1").update();
            admin.sql("alter database " + name + " connection limit 20").update();
            assertThat(catchThrowable(() -> capacity(pools, environment).afterPropertiesSet()))
                    .hasMessageContaining("the connection limit of the database " + name + " leaves");
        } finally {
            admin.sql("alter database " + name + " connection limit -1").update();
            admin.sql("drop role tidings_limited").update();
        }
    }

    @Test
    void tooFewConnectionsForASecondNodeAreAWarning() {
        List<ConnectionCapacity.ConnectionLimit> limits =
                List.of(new ConnectionCapacity.ConnectionLimit("max_connections", 47, 12));

        assertThat(ConnectionCapacity.secondNodeWarning(limits, 18))
                .isEqualTo("the database has no room for a second node: each needs 18 connections, and max_connections"
                        + " leaves 35 (TIDINGS_CONNECTIONS)");
        assertThat(ConnectionCapacity.secondNodeWarning(limits, 17)).isNull();
    }

    private static ConnectionCapacity capacity(ConnectionPools pools, Map<String, String> environment) {
        JdbcClient jdbc = JdbcClient.create(pools.pool(ConnectionUse.WORK));
        return new ConnectionCapacity(jdbc, pools, settings(environment), Ticker.SYSTEM);
    }

    private static ConnectionPools pools(Map<String, String> environment) {
        Settings settings = settings(environment);
        return new ConnectionPools(Database.open(settings), settings);
    }

    private static Settings settings(Map<String, String> environment) {
        Map<String, String> variables = new HashMap<>(environment);
        variables.putIfAbsent("TIDINGS_DATABASE_URL", database.jdbcUrl());
        return new EnvironmentReader(variables).withDefaults();
    }

    private static String name(JdbcClient jdbc) {
        return show(jdbc, "application_name");
    }

    private static String show(JdbcClient jdbc, String setting) {
        return jdbc.sql("select current_setting(:setting)")
                .param("setting", setting)
                .query(String.class)
                .single();
    }

    private static long backends(String application) {
        return database.jdbc()
                .sql(
                        "select count(*) from pg_stat_activity where application_name = :name and datname = current_database()")
                .param("name", application)
                .query(Long.class)
                .single();
    }
}
