package dev.tidings.recommender.ranking;

import dev.tidings.opportunities.Opportunity;

/**
 * An opportunity chosen for a reader.
 *
 * @param features what it later learns from
 * @param score the ranker's, in log-odds of a click
 * @param exploration whether chance put it here, to learn about it
 * @param propensity how likely it was to be chosen; 1 unless chance had a hand in it
 */
public record Pick(
        Opportunity opportunity,
        FeatureVector features,
        double score,
        boolean exploration,
        double propensity,
        PickReason reason) {}
