package dev.tidings.database;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The migrations that Flyway's table lists as applied. */
@Repository
public class AppliedMigrations {
    private final JdbcClient jdbc;

    AppliedMigrations(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The version of the newest migration that was applied. */
    public String latestVersion() {
        return jdbc.sql("""
                        select version from flyway_schema_history
                        where success and version is not null
                        order by installed_rank desc
                        limit 1
                        """).query(String.class).single();
    }
}
