package dev.tidings.recommender.ranking;

/**
 * A candidate with its features and score.
 *
 * @param candidateIndex position in the list of candidates
 * @param item index of the opportunity in the {@link OpportunityIndex}
 */
record RankedCandidate(int candidateIndex, int item, FeatureVector features, double score) {}
