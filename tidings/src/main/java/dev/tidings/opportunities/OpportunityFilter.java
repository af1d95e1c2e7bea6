package dev.tidings.opportunities;

import dev.tidings.opportunities.Opportunity.OpportunityStatus;
import org.jspecify.annotations.Nullable;

/**
 * A filter of opportunities; null matches all.
 *
 * @param text substring of the title, organization, URL, id, description or a tag, ignoring case
 * @param source exact name of the source
 */
public record OpportunityFilter(
        @Nullable String text,
        @Nullable String source,
        @Nullable OpportunityStatus status) {}
