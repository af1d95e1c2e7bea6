package dev.tidings.console;

import dev.tidings.opportunities.OpportunityFilter;
import dev.tidings.opportunities.OpportunityRecord;
import dev.tidings.opportunities.SourceOpportunityCount;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of opportunities, the newest first.
 *
 * @param counts number of opportunities by source
 * @param first the address of the first page, or null on it
 * @param next the address of the next page, or null on the last
 */
public record OpportunityList(
        List<OpportunityRecord> rows,
        OpportunityFilter filter,
        List<SourceOpportunityCount> counts,
        @Nullable String first,
        @Nullable String next) {

    public long live() {
        return counts.stream().mapToLong(SourceOpportunityCount::live).sum();
    }

    public long hidden() {
        return counts.stream().mapToLong(SourceOpportunityCount::hidden).sum();
    }

    public long expired() {
        return counts.stream().mapToLong(SourceOpportunityCount::expired).sum();
    }
}
