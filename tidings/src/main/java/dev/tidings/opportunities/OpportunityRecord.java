package dev.tidings.opportunities;

import java.time.Instant;

/**
 * An opportunity with its timestamps.
 *
 * @param createdAt first report
 * @param updatedAt last change
 * @param seenAt last report
 */
public record OpportunityRecord(Opportunity opportunity, Instant createdAt, Instant updatedAt, Instant seenAt) {}
