package dev.tidings.health;

import dev.tidings.alerting.Severity;
import dev.tidings.edition.DeliveryState;
import java.util.List;

/** Checks for held editions, which wait for an operator before their first letter, or before those after a sample. */
final class HeldEditionsCheck implements HealthCheck {
    private final EditionMonitor editions;

    HeldEditionsCheck(EditionMonitor editions) {
        this.editions = editions;
    }

    @Override
    public String name() {
        return "edition-held";
    }

    @Override
    public List<CheckFinding> run() {
        List<String> held = editions.haltedEditions(DeliveryState.HELD);
        if (held.isEmpty()) {
            return List.of(CheckFinding.ok("", "No edition is held."));
        }
        String found = String.join("\n", held);
        return List.of(CheckFinding.of(
                Severity.CRITICAL,
                found
                        + "\nNo further letter leaves, and nobody is skipped. Correct the cause, then resume it: who is due is"
                        + " looked up again. Or cancel it.",
                null));
    }
}
