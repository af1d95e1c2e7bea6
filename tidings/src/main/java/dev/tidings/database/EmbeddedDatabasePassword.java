package dev.tidings.database;

import dev.tidings.core.Secret;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;

/**
 * The embedded server's password. A new cluster trusts every local user. The first start requires the password: only
 * users who can read the data folder can connect.
 */
final class EmbeddedDatabasePassword {
    private static final String HBA = """
            local all all scram-sha-256
            host  all all 127.0.0.1/32 scram-sha-256
            host  all all ::1/128      scram-sha-256
            """;

    /**
     * One iteration instead of 4096: iterations slow down guessing of weak passwords (RFC 5802, 5.1). This one has 24
     * random bytes, and every connection would pay for them.
     */
    private static final int ITERATIONS = 1;

    private EmbeddedDatabasePassword() {}

    static Secret readOrCreate(Path folder) throws IOException {
        Path file = folder.resolve("password");
        if (!Files.exists(file)) {
            byte[] random = new byte[24];
            new SecureRandom().nextBytes(random);
            Files.writeString(file, HexFormat.of().formatHex(random));
            if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            }
        }
        return new Secret(Files.readString(file).strip());
    }

    static void enforce(EmbeddedPostgres server, Path cluster, Secret password) throws IOException {
        Path hba = cluster.resolve("pg_hba.conf");
        if (Files.readString(hba).equals(HBA)) {
            return;
        }
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("set scram_iterations = " + ITERATIONS);
            statement.execute("alter user postgres password '" + password.value() + "'");
            Files.writeString(hba, HBA);
            statement.execute("select pg_reload_conf()");
        } catch (SQLException e) {
            throw new IOException("the embedded PostgreSQL did not accept its password", e);
        }
    }
}
