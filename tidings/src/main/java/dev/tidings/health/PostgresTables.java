package dev.tidings.health;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tables as PostgreSQL keeps them. */
@Repository
class PostgresTables {
    private final JdbcClient jdbc;

    PostgresTables(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Clears a table's dead rows away. Must not be called in a transaction: PostgreSQL refuses it there. */
    void vacuum(String table) {
        jdbc.sql("vacuum (analyze) \"" + table.replace("\"", "\"\"") + "\"").update();
    }
}
