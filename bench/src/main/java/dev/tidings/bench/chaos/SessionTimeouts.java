package dev.tidings.bench.chaos;

import java.time.Duration;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Sets {@code lock_timeout} or {@code statement_timeout} for the nodes' role, as an administrator may. A session reads
 * the role's settings when it begins. Old sessions are ended when they are idle, and the nodes open new ones.
 */
final class SessionTimeouts {
    private static final Duration REPLACE_LIMIT = Duration.ofSeconds(5);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(50);

    private final ChaosDatabase database;
    private boolean changed;

    SessionTimeouts(ChaosDatabase database) {
        this.database = database;
    }

    synchronized void set(String setting, Duration limit) {
        changed = true;
        if (alterRole("set " + setting + " = " + limit.toMillis())) {
            replaceSessions();
        }
    }

    /** Removes the limits. If the database is down, the next call retries. */
    synchronized void reset() {
        if (changed && alterRole("reset all")) {
            replaceSessions();
            changed = false;
        }
    }

    private boolean alterRole(String change) {
        try {
            database.newJdbc()
                    .sql("alter role " + database.user() + " in database postgres " + change)
                    .update();
            return true;
        } catch (DataAccessException e) {
            return false;
        }
    }

    /** Ends each existing session of the nodes when it is idle. Interrupts no statement. */
    private void replaceSessions() {
        long end = System.nanoTime() + REPLACE_LIMIT.toNanos();
        try {
            JdbcClient jdbc = database.newJdbc();
            String latest = jdbc.sql("select max(backend_start)::text from pg_stat_activity")
                    .query(String.class)
                    .single();
            while (oldSessions(jdbc, latest) > 0 && System.nanoTime() < end) {
                Thread.sleep(POLL_INTERVAL);
            }
        } catch (DataAccessException e) {
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int oldSessions(JdbcClient jdbc, String latest) {
        return jdbc.sql("""
                        select count(*) from (
                            select state = 'idle' and pg_terminate_backend(pid) as ended
                            from pg_stat_activity
                            where application_name like 'tidings-%' and backend_start <= :latest::timestamptz
                        ) as old
                        """).param("latest", latest).query(Integer.class).single();
    }
}
