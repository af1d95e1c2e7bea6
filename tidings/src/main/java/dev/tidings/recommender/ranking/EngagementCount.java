package dev.tidings.recommender.ranking;

/**
 * How readers took to an opportunity.
 *
 * @param shown to how many readers, in letters that were seen
 * @param liked by how many of them: clicked, saved, applied for, rated four stars or more
 */
public record EngagementCount(long shown, long liked) {}
