package dev.tidings.console;

import dev.tidings.opportunities.Opportunity;
import dev.tidings.opportunities.OpportunityRecord;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The confirmation before an action on an opportunity.
 *
 * @param reports all reports of the opportunity
 * @param readers number of readers for whom it was picked already
 */
public record OpportunityActionView(OpportunityAction action, OpportunityReports reports, long readers) {

    public Opportunity opportunity() {
        return reports.opportunity();
    }

    public List<OpportunityRecord> duplicates() {
        return reports.duplicates();
    }

    /** Whether the action would change the opportunity. */
    public boolean applies() {
        return reports.canChange(action);
    }

    /** Why the action does not apply. */
    public String obstacle() {
        return switch (action) {
            case SPLIT -> "It has no duplicates";
            case JOIN -> "It was not split";
            case HIDE, SHOW, EXPIRE -> "It is " + opportunity().status().name().toLowerCase(Locale.ROOT) + " already";
        };
    }

    /** Whether the action changes the status of several reports. */
    public boolean isForAllReports() {
        return !duplicates().isEmpty() && action != OpportunityAction.SPLIT && action != OpportunityAction.JOIN;
    }

    /** The sources of all reports, by name. */
    public String sources() {
        return reports.all().stream()
                .map(Opportunity::source)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }

    /** The text of the button: "Hide 1 opportunity", "Hide all 3 reports". */
    public String button() {
        if (action == OpportunityAction.JOIN) {
            return action.label();
        }
        return isForAllReports()
                ? action.label() + " all " + reports.all().size() + " reports"
                : action.label() + " 1 opportunity";
    }
}
