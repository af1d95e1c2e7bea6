package dev.tidings.health;

import dev.tidings.alerting.Severity;
import dev.tidings.edition.DeliveryState;
import java.util.List;

/** Checks for editions that wait for numbers before their first letter. */
final class WaitingEditionsCheck implements HealthCheck {
    private final EditionMonitor editions;

    WaitingEditionsCheck(EditionMonitor editions) {
        this.editions = editions;
    }

    @Override
    public String name() {
        return "edition-waiting";
    }

    @Override
    public List<CheckFinding> run() {
        List<String> waiting = editions.haltedEditions(DeliveryState.WAITING);
        if (waiting.isEmpty()) {
            return List.of(CheckFinding.ok("", "No edition waits for numbers."));
        }
        String found = String.join("\n", waiting);
        return List.of(CheckFinding.of(
                Severity.WARNING,
                found
                        + "\nIts letters have not left, and nobody is skipped. It goes on by itself within seconds after the numbers"
                        + " are imported. To send it without them, resume it.",
                null));
    }
}
