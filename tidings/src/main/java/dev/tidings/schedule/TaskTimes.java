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

    /** The latest moment at which a node recorded that it runs or has run a task; null if there is none. */
    @Nullable
    Instant latestActivity() {
        return jdbc.sql(
                        "select max(greatest(last_success, last_failure, last_heartbeat)) as latest from scheduled_tasks")
                .query((row, number) -> Timestamps.readNullable(row, "latest"))
                .list()
                .getFirst();
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
