package dev.tidings.recommender.ranking;

/**
 * What a pick taught.
 *
 * @param features as they were when it was picked
 * @param liked whether the reader took to it
 * @param weight how much it says; 1 is a click
 * @param group examples of one group are kept together when some are held out: the reader's id and the letter's period
 */
public record TrainingExample(FeatureVector features, boolean liked, double weight, String group) {}
