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
     * With empty tables, and a record of every intent.
     *
     * @param clock the server's clock; null for the machine's
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
            clock.wrap(files.findFirst().orElseThrow(() -> new IOException("there is no bin/postgres in " + binaries)));
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

    /** A connection past every proxy; it fails while the server is down, and is another one afterwards. */
    synchronized JdbcClient jdbc() {
        SingleConnectionDataSource current = connection;
        if (current == null) {
            DatabaseUrl url = server.url();
            current = new SingleConnectionDataSource(url.jdbc(), user(), password(), true);
            connection = current;
        }
        return JdbcClient.create(current);
    }

    /** A connection for each statement, past every proxy. */
    JdbcClient newJdbc() {
        return JdbcClient.create(dataSource());
    }

    /** A session of its own, past every proxy. */
    Connection newConnection() throws SQLException {
        return dataSource().getConnection();
    }

    /** Forgets the connection, which has broken or is about to. */
    synchronized void disconnect() {
        if (connection != null) {
            connection.destroy();
            connection = null;
        }
    }

    /** Ends all of its processes without warning; like the other two, does nothing to one that is down already. */
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

    /** Ends one of its connections without warning, upon which it recovers by itself. */
    synchronized void killBackend() {
        if (!isReachable()) {
            return;
        }
        long backend = jdbc().sql("select pg_backend_pid()").query(Long.class).single();
        ProcessHandle.of(backend).ifPresent(ProcessHandle::destroyForcibly);
        disconnect();
    }

    /** Stops it as {@code pg_ctl stop -m fast} does: what runs is rolled back. */
    synchronized void stop() {
        if (!isReachable()) {
            return;
        }
        disconnect();
        server.close();
    }

    /** Starts it if it does not answer, which it may do while it recovers by itself. */
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
                    .orElseThrow(
                            () -> new TestbedException("PostgreSQL has died of something that the rig did not do"));
        } catch (IOException e) {
            throw new TestbedException("PostgreSQL is not running", e);
        }
    }

    private static void await(ProcessHandle process) {
        try {
            process.onExit().get(EXIT_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new TestbedException("PostgreSQL does not end", e);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        disconnect();
        server.close();
    }
}
