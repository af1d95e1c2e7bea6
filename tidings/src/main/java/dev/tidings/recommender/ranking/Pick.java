package dev.tidings.recommender.ranking;

import dev.tidings.opportunities.Opportunity;

/**
 * An opportunity picked for a reader.
 *
 * @param features the model's input, stored for training
 * @param score the model's score in log-odds of a click
 * @param exploration whether the item was drawn at random for exploration
 * @param propensity the probability of the choice; 1 without exploration
 * @param reason why it was picked, for the reader
 */
public record Pick(
        Opportunity opportunity,
        FeatureVector features,
        double score,
        boolean exploration,
        double propensity,
        PickReason reason) {}
