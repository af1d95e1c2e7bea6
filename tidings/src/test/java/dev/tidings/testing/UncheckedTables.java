package dev.tidings.testing;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Tables without their checks, as after a restore of the data alone or an edit by hand. */
public final class UncheckedTables {
    private UncheckedTables() {}

    /** Drops the checks of these tables, in the test's own database. */
    public static void dropChecks(JdbcClient jdbc, String... tables) {
        jdbc.sql("""
                        select conrelid::regclass::text as table_name, conname from pg_constraint
                        where contype = 'c' and conrelid = any (:tables::regclass[])
                        """)
                .param("tables", tables)
                .query((row, number) -> "alter table " + row.getString("table_name") + " drop constraint \""
                        + row.getString("conname") + "\"")
                .list()
                .forEach(statement -> jdbc.sql(statement).update());
    }
}
