package dev.tidings.opportunities;

import java.time.Instant;

/**
 * An opportunity and its history.
 *
 * @param createdAt when it was first reported
 * @param updatedAt when anything about it changed last
 * @param seenAt when it was last reported
 */
public record OpportunityRecord(Opportunity opportunity, Instant createdAt, Instant updatedAt, Instant seenAt) {}
