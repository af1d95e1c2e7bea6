package dev.tidings.content.recommendation.bot;

import java.time.Instant;

/**
 * An opportunity that a reader was sent.
 *
 * @param at when its letter was composed
 * @param seen whether a human is known to have looked at that letter: only then does passing over an item say something
 */
public record Shown(String opportunityId, Instant at, boolean seen) {}
