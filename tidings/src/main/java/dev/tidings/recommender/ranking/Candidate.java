package dev.tidings.recommender.ranking;

/**
 * A candidate of the first ranking stage for one reader.
 *
 * @param item index of the opportunity in the {@link OpportunityIndex}
 * @param declaredScore BM25 score against the declared terms
 * @param likedScore BM25 score against the terms of liked items
 * @param passedScore BM25 score against the terms of passed-over items
 */
record Candidate(int item, float declaredScore, float likedScore, float passedScore) {}
