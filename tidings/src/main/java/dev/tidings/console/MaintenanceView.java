package dev.tidings.console;

import dev.tidings.maintenance.CheckState;
import dev.tidings.maintenance.HouseReport;
import dev.tidings.maintenance.State;
import java.util.List;

/** How the house is; perhaps of its checks only those that are not well. */
public record MaintenanceView(HouseReport report, boolean troubledOnly) {

    public List<CheckState> shown() {
        return report.checks().stream()
                .filter(check -> !troubledOnly || check.state() != State.OK)
                .toList();
    }

    public long troubled() {
        return report.checks().size() - count(State.OK);
    }

    /** How things stand, in one sentence. */
    public String headline() {
        if (report.checks().isEmpty()) {
            return "Nothing has been checked yet.";
        }
        return switch (report.state()) {
            case OK -> "All " + Words.count(report.checks().size(), "check") + " are well.";
            case CRITICAL -> Words.checks(count(State.CRITICAL)) + " critical.";
            case WARNING ->
                Words.count(count(State.WARNING), "check") + (count(State.WARNING) == 1 ? " warns." : " warn.");
            case UNKNOWN -> Words.checks(count(State.UNKNOWN)) + " without an answer.";
        };
    }

    private long count(State state) {
        return report.checks().stream().filter(check -> check.state() == state).count();
    }
}
