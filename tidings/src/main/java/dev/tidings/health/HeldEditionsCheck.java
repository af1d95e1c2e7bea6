package dev.tidings.health;

import dev.tidings.alerting.Severity;
import dev.tidings.edition.Edition.EditionStatus;
import dev.tidings.edition.EditionHealthQueries.HaltedEdition;
import java.util.List;
import java.util.stream.Collectors;

/** Checks for held editions, which wait for an operator before their first letter. */
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
        List<HaltedEdition> held = editions.haltedEditions(EditionStatus.HELD);
        if (held.isEmpty()) {
            return List.of(CheckFinding.ok("", "No edition is held."));
        }
        String found = held.stream()
                .map(edition -> "Edition " + edition.id() + " of " + edition.digest() + " is held since "
                        + edition.since() + ": " + edition.reason() + ".")
                .collect(Collectors.joining("\n"));
        return List.of(CheckFinding.of(
                Severity.CRITICAL,
                found + "\nIts letters have not left, and nobody is skipped. Correct the import, then resume it: who is"
                        + " due is looked up again. Or cancel it.",
                null));
    }
}
