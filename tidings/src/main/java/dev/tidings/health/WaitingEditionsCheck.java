package dev.tidings.health;

import dev.tidings.alerting.Severity;
import dev.tidings.edition.Edition.EditionStatus;
import dev.tidings.edition.EditionHealthQueries.HaltedEdition;
import java.util.List;
import java.util.stream.Collectors;

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
        List<HaltedEdition> waiting = editions.haltedEditions(EditionStatus.WAITING);
        if (waiting.isEmpty()) {
            return List.of(CheckFinding.ok("", "No edition waits for numbers."));
        }
        String found = waiting.stream()
                .map(edition -> "Edition " + edition.id() + " of " + edition.digest() + " has been waiting since "
                        + edition.since() + ": " + edition.reason() + ".")
                .collect(Collectors.joining("\n"));
        return List.of(CheckFinding.of(
                Severity.WARNING,
                found
                        + "\nIts letters have not left, and nobody is skipped. It goes on by itself within seconds after the numbers"
                        + " are imported. To send it without them, resume it.",
                null));
    }
}
