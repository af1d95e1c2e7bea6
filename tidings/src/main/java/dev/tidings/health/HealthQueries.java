package dev.tidings.health;

import dev.tidings.database.SystemPool;
import dev.tidings.database.Timestamps;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Repository;

/** Queries of checks about the database server, over their own connection pool. */
@Repository
class HealthQueries {
    /** @param deadPercent how many of its rows are dead, in percent */
    record TableBloat(String name, long deadRows, double deadPercent) {}

    private final SystemPool connection;

    HealthQueries(SystemPool connection) {
        this.connection = connection;
    }

    /** The time by the database's clock. */
    Instant databaseTime() {
        return connection
                .jdbc()
                .sql("select clock_timestamp() as time")
                .query((row, number) -> Timestamps.read(row, "time"))
                .single();
    }

    /**
     * Tables with at least that many dead rows, the worst first. Tables vacuumed within ten minutes are left out: while
     * an edition is sent, most rows of {@code delivery} are dead.
     */
    List<TableBloat> bloatedTables(long leastDead) {
        return connection
                .jdbc()
                .sql("""
                        select relname, n_dead_tup, 100.0 * n_dead_tup / (n_live_tup + n_dead_tup) as dead
                        from pg_stat_user_tables
                        where schemaname = current_schema() and n_dead_tup >= :least
                          and coalesce(greatest(last_vacuum, last_autovacuum), '-infinity') < now() - interval '10 minutes'
                        order by dead desc, relname
                        """)
                .param("least", leastDead)
                .query((row, number) ->
                        new TableBloat(row.getString("relname"), row.getLong("n_dead_tup"), row.getDouble("dead")))
                .list();
    }
}
