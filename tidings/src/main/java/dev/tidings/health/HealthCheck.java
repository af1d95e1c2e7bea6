package dev.tidings.health;

import java.util.List;

/** One health check. */
interface HealthCheck {
    /** The check's name, and its key below {@code maintenance.checks} if it has settings. */
    String name();

    /**
     * Returns one finding per subject. Subjects without a finding are deleted. An exception makes the check unknown.
     */
    List<CheckFinding> run();
}
