package dev.tidings.health;

import dev.tidings.database.ConnectionUse;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** PostgreSQL's statistics and maintenance of tables. */
@Repository
class PostgresTables {
    private final JdbcClient jdbc;

    PostgresTables(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Removes a table's dead rows. Must not run in a transaction: PostgreSQL refuses that. */
    void vacuum(String table) {
        ConnectionUse.JOBS.run(() -> jdbc.sql("vacuum (analyze) \"" + table.replace("\"", "\"\"") + "\"")
                .update());
    }
}
