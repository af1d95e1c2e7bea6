package dev.tidings.database;

import dev.tidings.core.Secret;
import dev.tidings.settings.DatabaseUrl;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An embedded PostgreSQL server in the data folder. It is durable: fsync and synchronous commit are on.
 *
 * <p>The process that starts it holds a lock file and stops it on {@link #close}. Another process of Tidings that opens
 * the same folder meanwhile joins the running server. A server that outlived its process is stopped and restarted.
 */
public final class EmbeddedDatabase implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(EmbeddedDatabase.class);
    private static final String USER = "postgres";
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final FileChannel lockFile;
    private final @Nullable EmbeddedPostgres server;
    private final DatabaseUrl url;

    private EmbeddedDatabase(FileChannel lockFile, @Nullable EmbeddedPostgres server, DatabaseUrl url) {
        this.lockFile = lockFile;
        this.server = server;
        this.url = url;
    }

    /** Starts the server below the folder, or joins it if another process has started it. */
    public static EmbeddedDatabase open(Path data) {
        return open(data.resolve("postgres"), binaries(data));
    }

    /** The folder with the server's programs, unpacked at the first start. */
    static Path binaries(Path data) {
        return data.resolve("postgres").resolve("binaries");
    }

    static EmbeddedDatabase open(Path folder, Path binaries) {
        try {
            Files.createDirectories(folder);
            DataFolder.restrict(folder);
            Secret password = EmbeddedDatabasePassword.readOrCreate(folder);
            FileChannel lockFile =
                    FileChannel.open(folder.resolve("owner.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = lockFile.tryLock();
            return lock == null ? join(lockFile, folder, password) : start(lockFile, folder, binaries, password);
        } catch (IOException e) {
            throw new UncheckedIOException("The embedded PostgreSQL in " + folder + " did not start", e);
        }
    }

    private static EmbeddedDatabase join(FileChannel lockFile, Path folder, Secret password) throws IOException {
        Postmaster running = Postmaster.of(folder.resolve("cluster"))
                .orElseThrow(() -> new IOException("another process holds " + folder.resolve("owner.lock")
                        + " but its PostgreSQL is not up yet; try again in a few seconds"));
        return new EmbeddedDatabase(lockFile, null, url(running.port(), password));
    }

    private static EmbeddedDatabase start(FileChannel lockFile, Path folder, Path binaries, Secret password)
            throws IOException {
        Path cluster = folder.resolve("cluster");
        Postmaster.of(cluster).ifPresent(Postmaster::stop);
        EmbeddedPostgres server = builder()
                .setOverrideWorkingDirectory(binaries.toFile())
                .setDataDirectory(cluster)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPGStartupWait(START_LIMIT)
                .setConnectConfig("password", password.value())
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("max_connections", "100")
                .setServerConfig("timezone", "UTC")
                .setOutputRedirector(
                        Redirect.appendTo(folder.resolve("server.log").toFile()))
                .setErrorRedirector(
                        Redirect.appendTo(folder.resolve("server.log").toFile()))
                .start();
        // The library unpacks them for everyone.
        DataFolder.restrict(binaries);
        requireOwnServer(server, cluster);
        EmbeddedDatabasePassword.enforce(server, cluster, password);
        log.info("embedded PostgreSQL started on port {} in {}", server.getPort(), cluster);
        return new EmbeddedDatabase(lockFile, server, url(server.getPort(), password));
    }

    /**
     * A builder of servers that order text by code point with PostgreSQL's builtin locale. This is fast, does not
     * depend on the machine's language, and indexes stay valid when the C library changes.
     */
    public static EmbeddedPostgres.Builder builder() {
        return EmbeddedPostgres.builder()
                .setLocaleConfig("locale", "C")
                .setLocaleConfig("locale-provider", "builtin")
                .setLocaleConfig("builtin-locale", "C.UTF-8");
    }

    /** Checks that the connection leads to this cluster. If another server holds the port, it would answer instead. */
    private static void requireOwnServer(EmbeddedPostgres server, Path cluster) throws IOException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("show data_directory")) {
            answer.next();
            Path found = Path.of(answer.getString(1));
            if (!Files.isSameFile(found, cluster)) {
                throw new IOException("port " + server.getPort() + " belongs to another PostgreSQL, in " + found);
            }
        } catch (SQLException e) {
            throw new IOException("the embedded PostgreSQL does not respond", e);
        }
    }

    private static DatabaseUrl url(int port, Secret password) {
        return new DatabaseUrl("jdbc:postgresql://localhost:" + port + "/postgres", USER, password);
    }

    public DatabaseUrl url() {
        return url;
    }

    /** Stops the server if this process started it. */
    @Override
    public void close() {
        try {
            if (server != null) {
                server.close();
            }
            lockFile.close();
        } catch (IOException e) {
            throw new UncheckedIOException("The embedded PostgreSQL did not stop", e);
        }
    }
}
