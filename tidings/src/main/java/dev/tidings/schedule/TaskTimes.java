package dev.tidings.schedule;

import dev.tidings.database.Timestamps;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Corrects moments in {@code scheduled_tasks} that the database's clock left behind when it stepped. */
@Repository
class TaskTimes {
    private final JdbcClient jdbc;

    TaskTimes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Counts all running tasks as alive now. Dead ones are noticed one timeout later. */
    void renewHeartbeats(Instant now) {
        jdbc.sql("update scheduled_tasks set last_heartbeat = :now where picked")
                .param("now", Timestamps.toParameter(now))
                .update();
    }

    /**
     * @param latest the latest time at which a node recorded that it runs or has run a task; null if there is none
     * @param now the database's time
     */
    record Activity(@Nullable Instant latest, Instant now) {}

    Activity activity() {
        return jdbc.sql("""
                        select max(greatest(last_success, last_failure, last_heartbeat)) as latest, clock_timestamp() as now
                        from scheduled_tasks
                        """)
                .query((row, number) ->
                        new Activity(Timestamps.readNullable(row, "latest"), Timestamps.read(row, "now")))
                .single();
    }

    /** Replaces recorded times of runs that are after now. */
    void limitRecordedRuns(Instant now) {
        jdbc.sql("""
                        update scheduled_tasks
                        set last_success = case when last_success > :now then :now else last_success end,
                            last_failure = case when last_failure > :now then :now else last_failure end
                        where last_success > :now or last_failure > :now
                        """).param("now", Timestamps.toParameter(now)).update();
    }

    /** Makes waiting tasks with these names due now. */
    void makeDueNow(List<String> tasks, Instant now) {
        jdbc.sql("""
                        update scheduled_tasks set execution_time = :now, version = version + 1
                        where task_name = any (:tasks::text[]) and not picked and execution_time > :now
                        """)
                .param("tasks", tasks.toArray(String[]::new))
                .param("now", Timestamps.toParameter(now))
                .update();
    }
}
