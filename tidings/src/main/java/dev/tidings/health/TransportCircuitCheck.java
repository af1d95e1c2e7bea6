package dev.tidings.health;

import dev.tidings.alerting.Severity;
import dev.tidings.throttle.CircuitHealthQueries;
import dev.tidings.throttle.CircuitHealthQueries.OpenCircuit;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** Whether a transport failed so often that letters are kept back from it. */
final class TransportCircuitCheck implements HealthCheck {
    /** What lasts no longer than this mends itself, as a mail server that is restarted. */
    private static final Duration CRITICAL_AFTER = Duration.ofMinutes(15);

    private final CircuitHealthQueries circuits;

    TransportCircuitCheck(CircuitHealthQueries circuits) {
        this.circuits = circuits;
    }

    @Override
    public String name() {
        return "transport-trouble";
    }

    @Override
    public List<CheckFinding> run() {
        List<OpenCircuit> troubles = circuits.open();
        if (troubles.isEmpty()) {
            return List.of(CheckFinding.ok("", "No transport is in trouble."));
        }
        boolean lasting =
                troubles.stream().anyMatch(trouble -> trouble.duration().compareTo(CRITICAL_AFTER) > 0);
        String found = troubles.stream()
                .map(trouble -> trouble.transport() + " has failed for " + DurationText.of(trouble.duration()) + ": "
                        + trouble.reason())
                .collect(Collectors.joining("\n"));
        return List.of(CheckFinding.of(
                lasting ? Severity.CRITICAL : Severity.WARNING,
                found
                        + "\nNothing is lost: letters are owed, and every few minutes a batch tries whether it works again.",
                null));
    }
}
