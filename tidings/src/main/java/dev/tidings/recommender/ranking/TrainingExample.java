package dev.tidings.recommender.ranking;

/**
 * A training example from one picked item.
 *
 * @param features as stored with the pick
 * @param liked whether the reward was positive
 * @param weight 1 for a click
 * @param group the reader's id and the letter's period; a group is held out as a whole
 */
public record TrainingExample(FeatureVector features, boolean liked, double weight, String group) {}
