package dev.tidings.database;

import dev.tidings.settings.DatabaseUrl;
import dev.tidings.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * An embedded PostgreSQL for trials on a copy of the data. Closing it stops the server and deletes its folder with all
 * that was stored there; so does the end of the process. The next one deletes what a killed process left.
 */
public final class ScratchDatabase implements AutoCloseable {
    /** Commits need not survive a crash. */
    private static final String OPTIONS = "?options=-c%20synchronous_commit=off";

    private final Path folder;
    private final FileChannel lockFile;
    private final EmbeddedDatabase server;
    private final AtomicBoolean closed = new AtomicBoolean();

    private ScratchDatabase(Path folder, FileChannel lockFile, EmbeddedDatabase server) {
        this.folder = folder;
        this.lockFile = lockFile;
        this.server = server;
    }

    /**
     * Starts an empty server in {@code simulation} below the data folder.
     *
     * @throws UnusableDatabase if another process uses that folder
     */
    public static ScratchDatabase open(Path data) {
        try {
            Path folder = Files.createDirectories(data.resolve("simulation"));
            FileChannel lockFile =
                    FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = lockFile.tryLock();
            if (lock == null) {
                lockFile.close();
                throw new UnusableDatabase("Another simulation uses " + folder
                        + ": wait for its end, or set TIDINGS_DATA to another folder.");
            }
            Path postgres = folder.resolve("postgres");
            Postmaster.of(postgres.resolve("cluster")).ifPresent(Postmaster::stop);
            delete(postgres);
            Path unpacked = EmbeddedDatabase.binaries(data);
            EmbeddedDatabase server = EmbeddedDatabase.open(
                    postgres, Files.isDirectory(unpacked) ? unpacked : EmbeddedDatabase.binaries(folder));
            ScratchDatabase scratch = new ScratchDatabase(folder, lockFile, server);
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(scratch::close));
            return scratch;
        } catch (IOException e) {
            throw new UncheckedIOException("The database of a trial did not start below " + data, e);
        }
    }

    /** The folder for the trial's files. It is deleted with the database. */
    public Path folder() {
        return folder;
    }

    public DatabaseUrl url() {
        DatabaseUrl url = server.url();
        return new DatabaseUrl(url.jdbc() + OPTIONS, url.user(), url.password());
    }

    /**
     * Copies the rows of all tables of the database that the settings name, as one moment shows them. That database is
     * opened read-only. This one must have the same schema, with empty tables.
     *
     * @param except tables whose rows are not copied
     * @throws UnusableDatabase if the databases have different migrations
     */
    public void copyFrom(Settings settings, Set<String> except) {
        try (Database original = Database.open(settings);
                Connection source = connect(original.url(), settings.schema());
                Connection target = connect(url(), settings.schema())) {
            source.setReadOnly(true);
            source.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            new DatabaseCopy(source, target).copy(except);
            target.commit();
        } catch (SQLException e) {
            throw new IllegalStateException("The database could not be copied: " + e.getMessage(), e);
        }
    }

    private static Connection connect(DatabaseUrl url, String schema) throws SQLException {
        Properties properties = new Properties();
        if (url.user() != null) {
            properties.setProperty("user", url.user());
        }
        if (url.password() != null) {
            properties.setProperty("password", url.password().value());
        }
        properties.setProperty("currentSchema", schema);
        properties.setProperty("ApplicationName", "tidings-simulate");
        Connection connection = DriverManager.getConnection(url.jdbc(), properties);
        connection.setAutoCommit(false);
        return connection;
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            server.close();
            delete(folder);
            lockFile.close();
        } catch (IOException e) {
            throw new UncheckedIOException("The trial's folder " + folder + " was not deleted", e);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
