package dev.tidings.health;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Queries of health checks about scheduled tasks. The package {@code schedule}, which depends on this one, implements
 * it.
 */
public interface ScheduledTasks {
    /** @param failures consecutive failures of the instance of the task that has most */
    record TaskFailures(String name, int failures) {}

    List<TaskFailures> failures();

    /**
     * Since when no node has taken, finished or sent a heartbeat for any task, although one of these tasks was due.
     * Empty if none of them is due and not taken.
     */
    Optional<Instant> silentSince(List<String> tasks, Instant now);
}
