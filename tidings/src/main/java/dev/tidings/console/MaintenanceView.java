package dev.tidings.console;

import dev.tidings.alerting.Severity;
import dev.tidings.health.CheckState;
import dev.tidings.health.HealthReport;
import java.util.List;

/**
 * The system's health.
 *
 * @param attentionOnly whether only checks that call for action are shown
 */
public record MaintenanceView(HealthReport report, boolean attentionOnly) {

    public List<CheckState> shown() {
        return report.checks().stream()
                .filter(check -> !attentionOnly || !check.state().isQuiet())
                .toList();
    }

    public long needingAttention() {
        return report.checks().stream()
                .filter(check -> !check.state().isQuiet())
                .count();
    }

    /** The system's state in one sentence. */
    public String headline() {
        if (report.checks().isEmpty()) {
            return "Nothing has been checked yet.";
        }
        return switch (report.state()) {
            case NOT_MEASURED -> "Nothing is measured yet.";
            case OK -> okHeadline();
            case CRITICAL -> ConsoleText.checksAre(count(Severity.CRITICAL)) + " critical.";
            case WARNING -> ConsoleText.count(count(Severity.WARNING), "warning") + ".";
            case UNKNOWN -> ConsoleText.checksAre(count(Severity.UNKNOWN)) + " unknown.";
        };
    }

    private String okHeadline() {
        long notMeasured = count(Severity.NOT_MEASURED);
        return notMeasured == 0
                ? "All " + ConsoleText.count(report.checks().size(), "check") + " are ok."
                : ConsoleText.checksAre(count(Severity.OK)) + " ok, " + notMeasured + " not measured.";
    }

    private long count(Severity state) {
        return report.checks().stream().filter(check -> check.state() == state).count();
    }
}
