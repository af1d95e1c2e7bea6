package dev.tidings.recommender.ranking;

import java.time.Instant;

/**
 * An opportunity that a letter offered to a reader.
 *
 * @param composedAt when the letter was composed
 * @param seen whether a human opened or clicked the letter; ignoring an item counts only then
 */
public record Impression(String opportunityId, Instant composedAt, boolean seen) {}
