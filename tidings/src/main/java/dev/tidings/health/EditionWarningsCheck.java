package dev.tidings.health;

import dev.tidings.alerting.Severity;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** Checks for recent editions that were sent although something was unusual before their first letter. */
final class EditionWarningsCheck implements HealthCheck {
    /** An edition is often sent before a check runs. */
    private static final Duration RECENT = Duration.ofDays(1);

    private final EditionMonitor editions;
    private final InstantSource clock;

    EditionWarningsCheck(EditionMonitor editions, InstantSource clock) {
        this.editions = editions;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "edition-warning";
    }

    @Override
    public List<CheckFinding> run() {
        List<String> warnings = editions.warnings(clock.instant().minus(RECENT));
        return List.of(
                warnings.isEmpty()
                        ? CheckFinding.ok("", "Nothing was unusual before the first letter of recent editions.")
                        : CheckFinding.of(
                                Severity.WARNING,
                                String.join(".\n", warnings)
                                        + ".\nThe letters are being sent. If an import was wrong, pause or cancel the edition.",
                                null));
    }
}
