package dev.tidings.recommender.ranking;

import java.time.Instant;

/**
 * An opportunity that a reader was sent.
 *
 * @param composedAt when its letter was composed
 * @param seen whether a human is known to have looked at that letter: only then does passing over an item say something
 */
public record Impression(String opportunityId, Instant composedAt, boolean seen) {}
