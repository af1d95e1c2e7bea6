package dev.tidings.bench.chaos;

import dev.tidings.database.EmbeddedDatabase;
import dev.tidings.settings.DatabaseUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** The PostgreSQL of the test bed, with fsync on. The test bed kills and restarts it. */
final class ChaosDatabase implements AutoCloseable {
    private static final Duration EXIT_TIMEOUT = Duration.ofSeconds(60);
    private static final int RECOVERY_ATTEMPTS = 100;

    private final Path folder;
    private EmbeddedDatabase server;
    private boolean closed;
    private @Nullable SingleConnectionDataSource connection;

    private ChaosDatabase(Path folder) {
        this.folder = folder;
        server = EmbeddedDatabase.open(folder);
    }

    /**
     * Opens a database with an empty schema and the triggers of {@link IntentRecorder}.
     *
     * @param clock the server's clock; null for the machine's clock
     */
    static ChaosDatabase open(Path folder, @Nullable PreloadedClock clock) throws IOException {
        ChaosDatabase database = new ChaosDatabase(folder);
        if (clock != null) {
            database.restartWith(clock);
        }
        Flyway.configure().dataSource(database.dataSource()).load().migrate();
        IntentRecorder.install(database.jdbc());
        return database;
    }

    private void restartWith(PreloadedClock clock) throws IOException {
        server.close();
        Path binaries = folder.resolve("postgres").resolve("binaries");
        try (Stream<Path> files = Files.find(binaries, 4, (path, _) -> path.endsWith(Path.of("bin", "postgres")))) {
            clock.wrap(files.findFirst().orElseThrow(() -> new IOException("no bin/postgres in " + binaries)));
        }
        server = EmbeddedDatabase.open(folder);
    }

    synchronized int port() {
        String url = server.url().jdbc();
        return Integer.parseInt(url.replaceAll(".*:(\\d+)/.*", "$1"));
    }

    synchronized String user() {
        return String.valueOf(server.url().user());
    }

    synchronized String password() {
        return Objects.requireNonNull(server.url().password()).value();
    }

    private synchronized DriverManagerDataSource dataSource() {
        DatabaseUrl url = server.url();
        return new DriverManagerDataSource(url.jdbc(), user(), password());
    }

    /** Returns a client of one shared connection that bypasses the proxies. See {@link #disconnect}. */
    synchronized JdbcClient jdbc() {
        SingleConnectionDataSource current = connection;
        if (current == null) {
            DatabaseUrl url = server.url();
            current = new SingleConnectionDataSource(url.jdbc(), user(), password(), true);
            // The limits that faults set for the nodes' role do not concern the audit.
            current.setConnectionProperties(unlimited());
            connection = current;
        }
        return JdbcClient.create(current);
    }

    private static Properties unlimited() {
        Properties properties = new Properties();
        properties.setProperty("options", "-c statement_timeout=0 -c lock_timeout=0");
        return properties;
    }

    /** Returns a client that opens a connection for each statement and bypasses the proxies. */
    JdbcClient newJdbc() {
        return JdbcClient.create(dataSource());
    }

    /** Opens a connection that bypasses the proxies. */
    Connection newConnection() throws SQLException {
        return dataSource().getConnection();
    }

    /** Closes the shared connection. The next use opens another. */
    synchronized void disconnect() {
        if (connection != null) {
            connection.destroy();
            connection = null;
        }
    }

    /** Kills all processes of the server. Does nothing if the server is down. */
    synchronized void kill() {
        if (!isReachable()) {
            return;
        }
        disconnect();
        ProcessHandle postmaster = postmaster();
        List<ProcessHandle> all = postmaster.descendants().toList();
        postmaster.destroyForcibly();
        all.forEach(ProcessHandle::destroyForcibly);
        await(postmaster);
    }

    /** Kills one backend, after which PostgreSQL recovers by itself. Does nothing if the server is down. */
    synchronized void killBackend() {
        if (!isReachable()) {
            return;
        }
        long backend = jdbc().sql("select pg_backend_pid()").query(Long.class).single();
        ProcessHandle.of(backend).ifPresent(ProcessHandle::destroyForcibly);
        disconnect();
    }

    /** Stops the server as {@code pg_ctl stop -m fast} does. Does nothing if the server is down. */
    synchronized void stop() {
        if (!isReachable()) {
            return;
        }
        disconnect();
        server.close();
    }

    /** Starts the server unless it is reachable. Waits first if the server is recovering by itself. */
    synchronized void ensureRunning() {
        for (int i = 0; !closed && !isReachable(); i++) {
            if (!isAlive() || i == RECOVERY_ATTEMPTS) {
                server.close();
                server = EmbeddedDatabase.open(folder);
            } else {
                pause();
            }
        }
    }

    private boolean isReachable() {
        try {
            jdbc().sql("select 1").query(Integer.class).single();
            return true;
        } catch (DataAccessException e) {
            disconnect();
            return false;
        }
    }

    private boolean isAlive() {
        try {
            return postmaster().isAlive();
        } catch (TestbedException e) {
            return false;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(Duration.ofMillis(100));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private ProcessHandle postmaster() {
        Path file = folder.resolve("postgres").resolve("cluster").resolve("postmaster.pid");
        try {
            return ProcessHandle.of(Long.parseLong(Files.readAllLines(file).getFirst()))
                    .orElseThrow(() -> new TestbedException("PostgreSQL ended unexpectedly"));
        } catch (IOException e) {
            throw new TestbedException("PostgreSQL is not running", e);
        }
    }

    private static void await(ProcessHandle process) {
        try {
            process.onExit().get(EXIT_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new TestbedException("PostgreSQL does not exit", e);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        disconnect();
        server.close();
    }
}
