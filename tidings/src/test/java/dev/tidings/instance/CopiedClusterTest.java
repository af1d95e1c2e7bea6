package dev.tidings.instance;

import static dev.tidings.testing.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.core.Ticker;
import dev.tidings.database.EmbeddedDatabase;
import dev.tidings.settings.DatabaseUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** Starts real servers on copies of a cluster whose host never released it. */
class CopiedClusterTest {
    private static final String PRODUCTION = "production";

    @TempDir
    static Path folder;

    @BeforeAll
    static void aClusterIsHeldInProduction() {
        try (EmbeddedDatabase original = EmbeddedDatabase.open(folder.resolve("original"))) {
            DatabaseUrl url = original.url();
            Flyway.configure()
                    .dataSource(url.jdbc(), url.user(), password(url))
                    .load()
                    .migrate();
            assertThat(guard(original, PRODUCTION, "record-of-production").acquire())
                    .isTrue();
        }
    }

    @Test
    void aCopyOfTheFilesSendsNothingOnAnotherHost() throws IOException {
        copy("original", "copy");
        try (EmbeddedDatabase copy = EmbeddedDatabase.open(folder.resolve("copy"))) {
            InstanceGuard staging = guard(copy, "staging", "record-of-staging");
            for (int attempt = 0; attempt < 12; attempt++) {
                assertThat(staging.acquire()).isFalse();
            }

            assertThat(staging.refusalReason()).contains("held by production").contains("bin/tidings adopt");
            staging.adopt();
            assertThat(staging.isOwner()).isTrue();
        }
    }

    @Test
    void aPromotedStandbyNeedsNoAdoption() throws IOException {
        copy("original", "standby");
        Files.createFile(folder.resolve("standby/postgres/cluster/standby.signal"));
        try (EmbeddedDatabase standby = EmbeddedDatabase.open(folder.resolve("standby"))) {
            InstanceGuard production = guard(standby, PRODUCTION, "record-of-production");
            assertThatThrownBy(production::acquire).isInstanceOf(DataAccessException.class);

            assertThat(jdbc(standby)
                            .sql("select pg_promote()")
                            .query(Boolean.class)
                            .single())
                    .isTrue();

            await().ignoreExceptions().until(production::acquire);
            assertThat(production.refusalReason()).isNull();
        }
    }

    @Test
    void aRestoredSnapshotSendsNothingOnAHostWithANewerRecord() throws IOException {
        copy("original", "running");
        copy("original", "snapshot");
        try (EmbeddedDatabase running = EmbeddedDatabase.open(folder.resolve("running"))) {
            InstanceGuard guard = guard(running, PRODUCTION, "newer-record");
            for (int heartbeat = 0; heartbeat < 50; heartbeat++) {
                assertThat(guard.acquire()).isTrue();
            }
            guard.release();
        }
        try (EmbeddedDatabase snapshot = EmbeddedDatabase.open(folder.resolve("snapshot"))) {
            InstanceGuard guard = guard(snapshot, PRODUCTION, "newer-record");

            assertThat(guard.acquire()).isFalse();
            assertThat(guard.refusalReason()).startsWith("This database was restored from an older state");
        }
    }

    private static InstanceGuard guard(EmbeddedDatabase database, String host, String record) {
        DriverManagerDataSource source = source(database);
        return new InstanceGuard(
                new Instances(JdbcClient.create(source)),
                new JdbcTransactionManager(source),
                host,
                new LocalOwnershipRecord(folder.resolve(record)),
                Ticker.SYSTEM);
    }

    private static JdbcClient jdbc(EmbeddedDatabase database) {
        return JdbcClient.create(source(database));
    }

    private static DriverManagerDataSource source(EmbeddedDatabase database) {
        DatabaseUrl url = database.url();
        return new DriverManagerDataSource(url.jdbc(), Objects.requireNonNull(url.user()), password(url));
    }

    private static String password(DatabaseUrl url) {
        return Objects.requireNonNull(url.password()).value();
    }

    private static void copy(String from, String to) throws IOException {
        Path source = folder.resolve(from);
        List<Path> files;
        try (Stream<Path> found = Files.walk(source)) {
            files = found.filter(file -> !file.startsWith(source.resolve("postgres/binaries")))
                    .toList();
        }
        for (Path file : files) {
            Files.copy(file, folder.resolve(to).resolve(source.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
        }
    }
}
