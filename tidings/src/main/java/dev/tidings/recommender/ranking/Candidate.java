package dev.tidings.recommender.ranking;

/**
 * What the first stage found for a reader.
 *
 * @param declaredScore what the declared words count for in it
 * @param likedScore what the words of what was liked count for in it
 * @param passedScore what the words of what was passed over count for in it
 */
record Candidate(int item, float declaredScore, float likedScore, float passedScore) {}
