package dev.tidings.health;

import dev.tidings.database.MonitoringPool;
import dev.tidings.database.Timestamps;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Repository;

/**
 * What checks ask of the database itself, the scheduler's table and the learned ranker, over the watch's own
 * connection.
 */
@Repository
class HealthQueries {
    /** @param failures how often in a row the task that fails most often did */
    record TaskFailures(String name, int failures) {}

    /** @param deadPercent how many of its rows are dead, in percent */
    record TableBloat(String name, long deadRows, double deadPercent) {}

    /** Letters with recommendations sent in a span of time, and people's clicks in it. */
    record ClickCount(long letters, long clicks) {}

    /** A transport that letters are kept back from, for how long it has failed, and with which words. */
    record OpenCircuit(String transport, Duration duration, String reason) {}

    private final MonitoringPool connection;

    HealthQueries(MonitoringPool connection) {
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
     * Since when the scheduler has let work lie: no node has taken, finished or beaten for any task since work fell due
     * that is still not taken.
     */
    Optional<Instant> schedulerSilentSince(List<String> tasks, Instant now) {
        return connection
                .jdbc()
                .sql("""
                        select greatest(min(execution_time) filter (where not picked and task_name = any(:tasks::text[])),
                                        max(last_heartbeat) filter (where picked), max(last_success), max(last_failure)) as since
                        from scheduled_tasks
                        having min(execution_time) filter (where not picked and task_name = any(:tasks::text[])) <= :now
                        """)
                .param("tasks", tasks.toArray(String[]::new))
                .param("now", Timestamps.toParameter(now))
                .query((row, number) -> Timestamps.read(row, "since"))
                .optional();
    }

    List<OpenCircuit> openCircuits() {
        return connection
                .jdbc()
                .sql("""
                        select transport, extract(epoch from clock_timestamp() - first_failed_at)::bigint as seconds, reason
                        from circuit_breaker where next_probe_at is not null order by transport
                        """)
                .query((row, number) -> new OpenCircuit(
                        row.getString("transport"),
                        Duration.ofSeconds(row.getLong("seconds")),
                        row.getString("reason")))
                .list();
    }

    List<TaskFailures> taskFailures() {
        return connection
                .jdbc()
                .sql("""
                        select task_name, coalesce(max(consecutive_failures), 0) as failures
                        from scheduled_tasks group by task_name order by task_name
                        """)
                .query((row, number) -> new TaskFailures(row.getString("task_name"), row.getInt("failures")))
                .list();
    }

    /**
     * Tables with at least that many dead rows, the worst first. Those that were vacuumed within ten minutes are in
     * good hands: while an edition goes out, {@code delivery} is mostly rows that are gone already.
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

    ClickCount clicks(List<String> digests, Instant from, Instant to) {
        return connection
                .jdbc()
                .sql("""
                        select (select coalesce(sum(c.sent), 0)
                                from edition e join chunk c on c.edition_id = e.id
                                where e.digest = any(:digests::text[]) and e.opened_at >= :from and e.opened_at < :to) as letters,
                               (select count(*) from opportunity_feedback
                                where kind = 'clicked' and not by_machine
                                  and occurred_at >= :from and occurred_at < :to) as clicks
                        """)
                .param("digests", digests.toArray(String[]::new))
                .param("from", Timestamps.toParameter(from))
                .param("to", Timestamps.toParameter(to))
                .query((row, number) -> new ClickCount(row.getLong("letters"), row.getLong("clicks")))
                .single();
    }

    /** How many candidates were refused since the last one was promoted. */
    int consecutiveRefusals() {
        return connection.jdbc().sql("""
                        select count(*) from model_version
                        where status = 'refused'
                          and created_at > coalesce((select max(promoted_at) from model_version), '-infinity')
                        """).query(Integer.class).single();
    }
}
