package dev.tidings.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testing.TestDatabase;
import dev.tidings.testing.TestNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class UnusableDatabaseTest {
    private static final Path LOG = Path.of("target", "unusable-database.log");

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @Test
    void databaseOfADevelopmentVersionExitsWithOneLineAndCodeTwo() throws IOException {
        database.jdbc()
                .sql("update flyway_schema_history set checksum = checksum + 1")
                .update();
        Files.deleteIfExists(LOG);

        int exitCode = TestNode.start(LOG, environment(), "serve").await();

        assertThat(Files.readAllLines(LOG).stream().filter(line -> !line.contains(" INFO ")))
                .singleElement()
                .asString()
                .startsWith("tidings: This database was made by a development version before 0.1")
                .contains("Start with a new one");
        assertThat(exitCode).isEqualTo(2);
    }

    private static Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        environment.put("TIDINGS_DATABASE_URL", database.jdbcUrl());
        environment.put("TIDINGS_CONFIG", Path.of("../examples/activity").toString());
        environment.put("TIDINGS_DATA", "target/unusable-database-data");
        environment.put("TIDINGS_SECRET", "a-secret-of-the-tests-with-32-bytes!");
        environment.put("TIDINGS_PUBLIC_URL", "http://localhost:1");
        environment.put("TIDINGS_PORT", "0");
        environment.put("TIDINGS_TRANSPORT", "outbox");
        environment.put("AUTH_SECRET", "another-secret-of-the-tests-with-32-bytes");
        environment.put("ADMIN_TOKEN", "a-token-of-the-tests-with-32-bytes");
        return environment;
    }
}
