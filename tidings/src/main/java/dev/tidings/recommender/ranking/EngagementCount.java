package dev.tidings.recommender.ranking;

/**
 * How readers engaged with an opportunity.
 *
 * @param shown readers who saw it in a letter
 * @param liked readers among them who clicked it, saved it, applied for it, or rated it four stars or more
 * @param expected how many of them the ranker expected to like it: the sum of the probabilities at the time of picking
 */
public record EngagementCount(long shown, long liked, double expected) {}
