package dev.tidings.content.recommendation;

import dev.tidings.content.recommendation.bot.Opportunity;
import java.time.Instant;

/**
 * An opportunity and its history.
 *
 * @param createdAt when it was first reported
 * @param updatedAt when anything about it changed last
 * @param seenAt when it was last reported
 */
public record KnownOpportunity(Opportunity opportunity, Instant createdAt, Instant updatedAt, Instant seenAt) {}
