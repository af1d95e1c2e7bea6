package dev.tidings.opportunities;

import dev.tidings.opportunities.Opportunity.OpportunityStatus;
import org.jspecify.annotations.Nullable;

/**
 * Which opportunities to read; null asks nothing.
 *
 * @param text what stands in the title, the organization, the address, the id, the description or a tag, in whatever case
 * @param source exactly this source
 */
public record OpportunityFilter(
        @Nullable String text,
        @Nullable String source,
        @Nullable OpportunityStatus status) {}
