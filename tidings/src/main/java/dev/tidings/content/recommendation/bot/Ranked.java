package dev.tidings.content.recommendation.bot;

/**
 * A candidate with what the ranker saw and made of it.
 *
 * @param place of the candidate among all
 */
record Ranked(int place, int item, Features features, double score) {}
