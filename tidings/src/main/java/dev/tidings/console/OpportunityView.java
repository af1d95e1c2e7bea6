package dev.tidings.console;

import dev.tidings.opportunities.Opportunity;
import dev.tidings.opportunities.OpportunityRecord;
import dev.tidings.recommender.OpportunityEngagement;
import java.util.Arrays;
import java.util.List;

/**
 * One opportunity.
 *
 * @param twins what reports the same
 * @param described whether a file describes its source
 */
public record OpportunityView(
        OpportunityRecord known, List<OpportunityRecord> twins, OpportunityEngagement reception, boolean described) {

    public Opportunity opportunity() {
        return known.opportunity();
    }

    /** What can be done to it. */
    public List<OpportunityAction> actions() {
        return Arrays.stream(OpportunityAction.values())
                .filter(deed -> deed.changes(opportunity().status()))
                .toList();
    }
}
