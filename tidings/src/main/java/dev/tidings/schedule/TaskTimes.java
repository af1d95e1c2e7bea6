package dev.tidings.schedule;

import dev.tidings.database.Timestamps;
import java.time.Instant;
import java.util.List;
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
