package dev.tidings.health;

import dev.tidings.alerting.Alert;
import dev.tidings.alerting.Severity;
import java.util.Comparator;
import java.util.List;

/**
 * The system's health.
 *
 * @param state the worst state of all checks
 * @param checks the worst first
 * @param alerts open alerts, the newest first
 * @param repairs the newest first
 */
public record HealthReport(Severity state, List<CheckState> checks, List<Alert> alerts, List<Repair> repairs) {

    static Severity worst(List<CheckState> checks) {
        return checks.stream()
                .map(CheckState::state)
                .max(Comparator.naturalOrder())
                .orElse(Severity.UNKNOWN);
    }
}
