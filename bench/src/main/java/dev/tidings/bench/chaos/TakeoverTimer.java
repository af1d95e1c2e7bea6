package dev.tidings.bench.chaos;

import java.time.Duration;
import org.springframework.dao.DataAccessException;

/** Measures how long other nodes take to claim the work of a killed node. */
final class TakeoverTimer {
    private static final Duration POLL_INTERVAL = Duration.ofMillis(100);
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final ChaosDatabase database;
    private double slowest;

    TakeoverTimer(ChaosDatabase database) {
        this.database = database;
    }

    /** Waits until no task is claimed by the process. Records nothing if the database goes down meanwhile. */
    void measure(long pid) throws InterruptedException {
        long begin = System.nanoTime();
        try {
            if (!hasWork(pid)) {
                return;
            }
            while (hasWork(pid) && System.nanoTime() - begin < LIMIT.toNanos()) {
                Thread.sleep(POLL_INTERVAL);
            }
            record((System.nanoTime() - begin) / 1e9);
        } catch (DataAccessException e) {
            database.disconnect();
        }
    }

    private boolean hasWork(long pid) {
        return database.jdbc()
                .sql("select exists (select from scheduled_tasks where picked and picked_by like '%-' || :pid || '-%')")
                .param("pid", pid)
                .query(Boolean.class)
                .single();
    }

    private synchronized void record(double seconds) {
        slowest = Math.max(slowest, seconds);
    }

    /** The longest takeover in seconds; zero if no node was killed while it had work. */
    synchronized double slowest() {
        return slowest;
    }
}
