package dev.tidings.recommender.ranking;

/**
 * What a round of learning came to.
 *
 * @param model the new one; the old one where learning went wrong
 * @param progressiveLoss the old model's log-loss on the examples, before it learned from them
 * @param norm the length of the new model's weights
 * @param diverged whether the new weights were thrown away, being no numbers or out of bounds
 */
public record TrainingResult(RankingModel model, double progressiveLoss, double norm, boolean diverged) {}
