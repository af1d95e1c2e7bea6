package dev.tidings.health;

import dev.tidings.alerting.Severity;
import java.util.List;

/** Checks for stopped editions, which wait for an operator. */
final class StoppedEditionsCheck implements HealthCheck {
    private final EditionMonitor editions;

    StoppedEditionsCheck(EditionMonitor editions) {
        this.editions = editions;
    }

    @Override
    public String name() {
        return "edition-stopped";
    }

    @Override
    public List<CheckFinding> run() {
        List<String> stopped = editions.stoppedEditions();
        if (stopped.isEmpty()) {
            return List.of(CheckFinding.ok("", "No edition is stopped."));
        }
        String found = String.join("\n", stopped);
        return List.of(CheckFinding.of(
                Severity.CRITICAL,
                found + "\nNothing is lost. Fix the cause, then resume it on its page in the console.",
                null));
    }
}
