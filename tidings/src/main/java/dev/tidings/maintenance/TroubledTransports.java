package dev.tidings.maintenance;

import dev.tidings.maintenance.HouseSoundings.Trouble;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** Whether a transport failed so often that letters are kept back from it. */
final class TroubledTransports implements HealthCheck {
    /** What lasts no longer than this mends itself, as a mail server that is restarted. */
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private final HouseSoundings soundings;

    TroubledTransports(HouseSoundings soundings) {
        this.soundings = soundings;
    }

    @Override
    public String name() {
        return "transport-trouble";
    }

    @Override
    public List<Finding> look() {
        List<Trouble> troubles = soundings.troubles();
        if (troubles.isEmpty()) {
            return List.of(Finding.ok("", "No transport is in trouble."));
        }
        boolean lasting = troubles.stream().anyMatch(trouble -> trouble.lasted().compareTo(PATIENCE) > 0);
        String found = troubles.stream()
                .map(trouble -> trouble.transport() + " has failed for " + Spoken.time(trouble.lasted()) + ": "
                        + trouble.reason())
                .collect(Collectors.joining("\n"));
        return List.of(Finding.of(
                lasting ? State.CRITICAL : State.WARNING,
                found
                        + "\nNothing is lost: letters are owed, and every few minutes a batch tries whether it works again.",
                null));
    }
}
