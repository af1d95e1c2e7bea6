package dev.tidings.console;

import dev.tidings.opportunities.CallFacts;
import dev.tidings.opportunities.Opportunity;
import dev.tidings.opportunities.Opportunity.OpportunityStatus;
import dev.tidings.opportunities.OpportunityRecord;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * A report with the others of the same opportunity.
 *
 * @param duplicates the other reports, the oldest first
 * @param splitFrom the reports of the split that can be undone; empty without one
 * @param facts what holds for all reports
 */
public record OpportunityReports(
        Opportunity opportunity,
        List<OpportunityRecord> duplicates,
        List<OpportunityRecord> splitFrom,
        CallFacts facts) {

    /** All reports, this one first. */
    public List<Opportunity> all() {
        return Stream.concat(Stream.of(opportunity), duplicates.stream().map(OpportunityRecord::opportunity))
                .toList();
    }

    /** The deadline and fee that readers of any report see; the status of this report. */
    public Opportunity forReaders() {
        return opportunity.with(facts);
    }

    /** Whether this report is live, and is picked for nobody because another one of its call is not. */
    public boolean isHeldBack() {
        return opportunity.status() == OpportunityStatus.LIVE && facts.status() != OpportunityStatus.LIVE;
    }

    boolean canChange(OpportunityAction action) {
        return action.changes(statuses(), !splitFrom.isEmpty());
    }

    private Collection<OpportunityStatus> statuses() {
        return all().stream().map(Opportunity::status).toList();
    }
}
