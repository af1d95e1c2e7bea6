package dev.tidings.bench.chaos;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;

/** Waits until an edition closes. Skips the waits between retries. */
final class EditionAwaiter {
    static final Duration TIMEOUT = Duration.ofMinutes(2);

    private static final Duration POLL_INTERVAL = Duration.ofMillis(50);
    private static final Duration RUN_NOW_INTERVAL = Duration.ofMillis(500);

    private final ChaosDatabase database;
    private final long edition;

    EditionAwaiter(ChaosDatabase database, long edition) {
        this.database = database;
        this.edition = edition;
    }

    boolean isClosed() {
        return "closed".equals(status());
    }

    /** Resumes a stopped or held edition, as an operator would. Returns false if the edition is not closed in time. */
    boolean awaitClosed(EditionOperator operator) throws InterruptedException {
        long end = System.nanoTime() + TIMEOUT.toNanos();
        long nextRunNow = System.nanoTime();
        String status = status();
        while (!"closed".equals(status) && System.nanoTime() < end) {
            if ("stopped".equals(status) || "held".equals(status)) {
                operator.resume();
            }
            if (System.nanoTime() > nextRunNow) {
                runNow();
                nextRunNow = System.nanoTime() + RUN_NOW_INTERVAL.toNanos();
            }
            Thread.sleep(POLL_INTERVAL);
            status = status();
        }
        return "closed".equals(status);
    }

    /** Makes deferred letters and tasks due now. */
    private void runNow() {
        try {
            database.jdbc()
                    .sql(
                            "update delivery set next_attempt_at = now() where edition_id = :edition and handed_over_at is null")
                    .param("edition", edition)
                    .update();
            database.jdbc().sql("""
                            update scheduled_tasks set execution_time = now(), version = version + 1
                            where task_name in ('plan-edition', 'deliver-chunk') and not picked and execution_time > now()
                            """).update();
        } catch (DataAccessException e) {
            database.disconnect();
        }
    }

    /** Null while the database is down. */
    private @Nullable String status() {
        try {
            return database.jdbc()
                    .sql("select status from edition where id = :edition")
                    .param("edition", edition)
                    .query(String.class)
                    .single();
        } catch (DataAccessException e) {
            database.disconnect();
            return null;
        }
    }
}
