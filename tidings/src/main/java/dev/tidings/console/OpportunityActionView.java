package dev.tidings.console;

import dev.tidings.opportunities.Opportunity;
import dev.tidings.opportunities.OpportunityRecord;
import java.util.List;
import java.util.Locale;

/**
 * The confirmation before an action on an opportunity.
 *
 * @param duplicates the other records of the same opportunity
 * @param readers number of readers for whom it was picked already
 */
public record OpportunityActionView(
        OpportunityAction action, Opportunity opportunity, List<OpportunityRecord> duplicates, long readers) {

    /** Whether the action would change the opportunity. */
    public boolean applies() {
        return action.changes(opportunity.status(), !duplicates.isEmpty());
    }

    /** Why the action does not apply. */
    public String obstacle() {
        return action == OpportunityAction.SPLIT
                ? "It has no duplicates"
                : "It is " + opportunity.status().name().toLowerCase(Locale.ROOT) + " already";
    }
}
