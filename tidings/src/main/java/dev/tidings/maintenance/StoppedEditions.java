package dev.tidings.maintenance;

import dev.tidings.maintenance.EditionSoundings.Stopped;
import java.util.List;
import java.util.stream.Collectors;

/** Whether an edition waits for an operator. */
final class StoppedEditions implements HealthCheck {
    private final EditionSoundings soundings;

    StoppedEditions(EditionSoundings soundings) {
        this.soundings = soundings;
    }

    @Override
    public String name() {
        return "edition-stopped";
    }

    @Override
    public List<Finding> look() {
        List<Stopped> stopped = soundings.stopped();
        if (stopped.isEmpty()) {
            return List.of(Finding.ok("", "No edition is stopped."));
        }
        String found = stopped.stream()
                .map(edition ->
                        "Edition " + edition.id() + " of " + edition.digest() + " is stopped: " + edition.reason())
                .collect(Collectors.joining("\n"));
        return List.of(Finding.of(
                State.CRITICAL,
                found + "\nNothing is lost. Mend the cause, then resume it on its page in the console.",
                null));
    }
}
