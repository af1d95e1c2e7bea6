package dev.tidings.console;

import dev.tidings.content.recommendation.KnownOpportunity;
import dev.tidings.content.recommendation.OpportunityFilter;
import dev.tidings.content.recommendation.SourceCount;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of opportunities, the newest first.
 *
 * @param counts what each source has brought
 * @param first the address of the first page, or null on it
 * @param next the address of the next page, or null on the last
 */
public record OpportunityList(
        List<KnownOpportunity> rows,
        OpportunityFilter filter,
        List<SourceCount> counts,
        @Nullable String first,
        @Nullable String next) {

    public long live() {
        return counts.stream().mapToLong(SourceCount::live).sum();
    }

    public long hidden() {
        return counts.stream().mapToLong(SourceCount::hidden).sum();
    }

    public long expired() {
        return counts.stream().mapToLong(SourceCount::expired).sum();
    }
}
