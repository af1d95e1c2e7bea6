package dev.tidings.schedule;

import dev.tidings.database.SystemPool;
import dev.tidings.database.Timestamps;
import dev.tidings.health.ScheduledTasks;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Repository;

/** Reads the table {@code scheduled_tasks} for health checks, over their own connection pool. */
@Repository
class ScheduledTaskQueries implements ScheduledTasks {
    private final SystemPool connection;

    ScheduledTaskQueries(SystemPool connection) {
        this.connection = connection;
    }

    @Override
    public List<TaskFailures> failures() {
        return connection
                .jdbc()
                .sql("""
                        select task_name, coalesce(max(consecutive_failures), 0) as failures
                        from scheduled_tasks group by task_name order by task_name
                        """)
                .query((row, number) -> new TaskFailures(row.getString("task_name"), row.getInt("failures")))
                .list();
    }

    @Override
    public Optional<Instant> silentSince(List<String> tasks, Instant now) {
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
}
