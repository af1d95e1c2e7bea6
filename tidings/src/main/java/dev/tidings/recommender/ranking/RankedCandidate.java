package dev.tidings.recommender.ranking;

/**
 * A candidate with what the ranker saw and made of it.
 *
 * @param candidateIndex of the candidate among all
 */
record RankedCandidate(int candidateIndex, int item, FeatureVector features, double score) {}
