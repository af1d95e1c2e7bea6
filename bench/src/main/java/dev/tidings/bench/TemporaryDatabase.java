package dev.tidings.bench;

import dev.tidings.database.EmbeddedDatabase;
import dev.tidings.settings.DatabaseUrl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** A durable PostgreSQL server with empty tables in a temporary folder. Closing it deletes the folder. */
final class TemporaryDatabase implements AutoCloseable {
    private final Path folder;
    private final EmbeddedDatabase server;
    private final SingleConnectionDataSource connection;
    private final AtomicBoolean closed = new AtomicBoolean();

    private TemporaryDatabase(Path folder, EmbeddedDatabase server) {
        this.folder = folder;
        this.server = server;
        connection = new SingleConnectionDataSource(url(), true);
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }

    /** @param parent the folder that gets the database's folder */
    static TemporaryDatabase open(Path parent) {
        try {
            Path folder = Files.createTempDirectory(Files.createDirectories(parent), "bench-");
            TemporaryDatabase database = new TemporaryDatabase(folder, EmbeddedDatabase.open(folder));
            Flyway.configure().dataSource(database.connection).load().migrate();
            return database;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot create a database in " + parent, e);
        }
    }

    JdbcClient jdbc() {
        return JdbcClient.create(connection);
    }

    /** The value for {@code TIDINGS_DATABASE_URL}. */
    String url() {
        DatabaseUrl url = server.url();
        String password = Objects.requireNonNull(url.password()).value();
        return url.jdbc() + "?user=" + url.user() + "&password=" + URLEncoder.encode(password, StandardCharsets.UTF_8);
    }

    Path folder() {
        return folder;
    }

    String version() {
        return jdbc().sql("show server_version").query(String.class).single();
    }

    /** CPU seconds of the server's live processes. */
    double cpuSeconds() {
        long backend = jdbc().sql("select pg_backend_pid()").query(Long.class).single();
        return ProcessHandle.of(backend)
                .flatMap(ProcessHandle::parent)
                .map(server -> ProcessUsage.cpuSeconds(Stream.concat(Stream.of(server), server.children())))
                .orElse(0.0);
    }

    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        connection.destroy();
        server.close();
        try {
            Files.walkFileTree(folder, new RecursiveDelete());
        } catch (IOException e) {
            throw new UncheckedIOException("The folder " + folder + " cannot be removed", e);
        }
    }

    private static final class RecursiveDelete extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, IOException failure) throws IOException {
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
        }
    }
}
