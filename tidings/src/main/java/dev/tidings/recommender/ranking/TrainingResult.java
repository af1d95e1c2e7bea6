package dev.tidings.recommender.ranking;

/**
 * The result of training on one batch.
 *
 * @param model the new model, or the old one if training diverged
 * @param progressiveLoss the old model's log-loss on the examples, before training on them
 * @param norm the length of the new weight vector
 * @param diverged whether the new weights were discarded because they were not finite or too large
 */
public record TrainingResult(RankingModel model, double progressiveLoss, double norm, boolean diverged) {}
