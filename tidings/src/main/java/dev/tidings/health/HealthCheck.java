package dev.tidings.health;

import java.util.List;

/** One question about the house's health. */
interface HealthCheck {
    /** Its key below {@code maintenance.checks}, where it has one there. */
    String name();

    /** One finding per subject; a subject that is no longer found is forgotten. What it throws makes it unknown. */
    List<CheckFinding> run();
}
