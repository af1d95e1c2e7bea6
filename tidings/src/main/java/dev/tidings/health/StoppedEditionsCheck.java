package dev.tidings.health;

import dev.tidings.alerting.Severity;
import dev.tidings.health.EditionHealthQueries.StoppedEdition;
import java.util.List;
import java.util.stream.Collectors;

/** Whether an edition waits for an operator. */
final class StoppedEditionsCheck implements HealthCheck {
    private final EditionHealthQueries soundings;

    StoppedEditionsCheck(EditionHealthQueries soundings) {
        this.soundings = soundings;
    }

    @Override
    public String name() {
        return "edition-stopped";
    }

    @Override
    public List<CheckFinding> run() {
        List<StoppedEdition> stopped = soundings.stoppedEditions();
        if (stopped.isEmpty()) {
            return List.of(CheckFinding.ok("", "No edition is stopped."));
        }
        String found = stopped.stream()
                .map(edition ->
                        "Edition " + edition.id() + " of " + edition.digest() + " is stopped: " + edition.reason())
                .collect(Collectors.joining("\n"));
        return List.of(CheckFinding.of(
                Severity.CRITICAL,
                found + "\nNothing is lost. Mend the cause, then resume it on its page in the console.",
                null));
    }
}
