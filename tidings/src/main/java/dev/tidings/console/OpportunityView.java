package dev.tidings.console;

import dev.tidings.opportunities.Opportunity;
import dev.tidings.opportunities.OpportunityRecord;
import dev.tidings.recommender.OpportunityEngagement;
import java.util.Arrays;
import java.util.List;

/**
 * One opportunity.
 *
 * @param reports all reports of the same opportunity
 * @param configured whether its source has a configuration file
 */
public record OpportunityView(
        OpportunityRecord known, OpportunityReports reports, OpportunityEngagement engagement, boolean configured) {

    public Opportunity opportunity() {
        return known.opportunity();
    }

    public List<OpportunityRecord> duplicates() {
        return reports.duplicates();
    }

    /** Returns the other sources that list it, by name. */
    public List<String> otherSources() {
        return duplicates().stream()
                .map(duplicate -> duplicate.opportunity().source())
                .filter(source -> !source.equals(opportunity().source()))
                .distinct()
                .sorted()
                .toList();
    }

    /** Returns the actions that apply to it. */
    public List<OpportunityAction> actions() {
        return Arrays.stream(OpportunityAction.values())
                .filter(reports::canChange)
                .toList();
    }
}
