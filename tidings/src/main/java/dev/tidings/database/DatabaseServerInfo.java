package dev.tidings.database;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Version and schema of the database server. */
@Repository
public class DatabaseServerInfo {
    private final JdbcClient jdbc;

    DatabaseServerInfo(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** As in {@code PostgreSQL 18.6, schema public}. */
    public String nameAndSchema() {
        return jdbc.sql(
                        "select format('PostgreSQL %s, schema %s', current_setting('server_version'), current_schema())")
                .query((row, number) -> row.getString(1))
                .single();
    }
}
