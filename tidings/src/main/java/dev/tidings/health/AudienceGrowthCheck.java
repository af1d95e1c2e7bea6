package dev.tidings.health;

import dev.tidings.alerting.Severity;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** Checks for recent editions whose audience is much larger than last time. They are sent. */
final class AudienceGrowthCheck implements HealthCheck {
    /** An edition is often sent before a check runs. */
    private static final Duration RECENT = Duration.ofDays(1);

    private final EditionMonitor editions;
    private final InstantSource clock;

    AudienceGrowthCheck(EditionMonitor editions, InstantSource clock) {
        this.editions = editions;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "audience-growth";
    }

    @Override
    public List<CheckFinding> run() {
        List<String> warnings = editions.warnings(clock.instant().minus(RECENT));
        return List.of(
                warnings.isEmpty()
                        ? CheckFinding.ok("", "No recent edition has a much larger audience than the one before.")
                        : CheckFinding.of(
                                Severity.WARNING,
                                String.join(".\n", warnings)
                                        + ".\nIts letters are being sent. If the users were imported wrongly, pause or"
                                        + " cancel it.",
                                null));
    }
}
