package dev.tidings.health;

import dev.tidings.alerting.Severity;
import dev.tidings.edition.UnreadableEdition;
import java.util.List;
import java.util.stream.Collectors;

/** Checks for editions whose rows cannot be read. They send nothing, and hold back no other edition. */
final class UnreadableEditionsCheck implements HealthCheck {
    private final EditionMonitor editions;

    UnreadableEditionsCheck(EditionMonitor editions) {
        this.editions = editions;
    }

    @Override
    public String name() {
        return "edition-unreadable";
    }

    @Override
    public List<CheckFinding> run() {
        List<UnreadableEdition> unreadable = editions.unreadableEditions();
        if (unreadable.isEmpty()) {
            return List.of(CheckFinding.ok("", "Every edition can be read."));
        }
        String found =
                unreadable.stream().map(edition -> edition.describe() + ".").collect(Collectors.joining("\n"));
        return List.of(CheckFinding.of(
                Severity.CRITICAL,
                found + "\nNothing more of it is sent; other editions are not affected. Correct its row in the table"
                        + " edition: docs/operations.md says how.",
                null));
    }
}
