package dev.tidings.console;

import dev.tidings.alerting.Severity;
import dev.tidings.health.CheckState;
import dev.tidings.health.HealthReport;
import java.util.List;

/**
 * The system's health.
 *
 * @param attentionOnly whether only checks that are not ok are shown
 */
public record MaintenanceView(HealthReport report, boolean attentionOnly) {

    public List<CheckState> shown() {
        return report.checks().stream()
                .filter(check -> !attentionOnly || check.state() != Severity.OK)
                .toList();
    }

    public long needingAttention() {
        return report.checks().size() - count(Severity.OK);
    }

    /** The system's state in one sentence. */
    public String headline() {
        if (report.checks().isEmpty()) {
            return "Nothing has been checked yet.";
        }
        return switch (report.state()) {
            case OK -> "All " + ConsoleText.count(report.checks().size(), "check") + " are ok.";
            case CRITICAL -> ConsoleText.checksAre(count(Severity.CRITICAL)) + " critical.";
            case WARNING -> ConsoleText.count(count(Severity.WARNING), "warning") + ".";
            case UNKNOWN -> ConsoleText.checksAre(count(Severity.UNKNOWN)) + " unknown.";
        };
    }

    private long count(Severity state) {
        return report.checks().stream().filter(check -> check.state() == state).count();
    }
}
