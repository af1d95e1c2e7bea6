package dev.tidings.maintenance;

import java.util.Comparator;
import java.util.List;

/**
 * How the house is.
 *
 * @param state the worst of all checks
 * @param checks the worst first
 * @param alerts those that are open, the newest first
 * @param repairs the newest first
 */
public record HouseReport(State state, List<CheckState> checks, List<Alert> alerts, List<Repair> repairs) {

    static State worst(List<CheckState> checks) {
        return checks.stream()
                .map(CheckState::state)
                .max(Comparator.naturalOrder())
                .orElse(State.UNKNOWN);
    }
}
