package dev.tidings.health;

import dev.tidings.alerting.Severity;
import dev.tidings.throttle.CircuitHealthQueries;
import dev.tidings.throttle.CircuitHealthQueries.OpenCircuit;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** Checks for transports whose circuit is open. */
final class TransportCircuitCheck implements HealthCheck {
    /** Shorter failures end by themselves, such as the restart of a mail server. */
    private static final Duration CRITICAL_AFTER = Duration.ofMinutes(15);

    private final CircuitHealthQueries circuits;

    TransportCircuitCheck(CircuitHealthQueries circuits) {
        this.circuits = circuits;
    }

    @Override
    public String name() {
        return "transport-circuit";
    }

    @Override
    public List<CheckFinding> run() {
        List<OpenCircuit> open = circuits.open();
        if (open.isEmpty()) {
            return List.of(CheckFinding.ok("", "No transport's circuit is open."));
        }
        boolean lasting = open.stream().anyMatch(circuit -> circuit.duration().compareTo(CRITICAL_AFTER) > 0);
        String found = open.stream()
                .map(circuit -> circuit.transport() + " has failed for " + DurationText.of(circuit.duration()) + ": "
                        + circuit.reason())
                .collect(Collectors.joining("\n"));
        return List.of(CheckFinding.of(
                lasting ? Severity.CRITICAL : Severity.WARNING,
                found + "\nNothing is lost: letters stay owed, and every few minutes a batch tests the transport.",
                null));
    }
}
