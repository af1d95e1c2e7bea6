package dev.tidings.recommender.ranking;

import java.util.List;
import java.util.Locale;

/**
 * The comparison of a candidate model with the live model on held-out examples.
 *
 * @param exampleCount number of held-out examples
 * @param liveLoss mean log-loss of the live model
 * @param candidateLoss mean log-loss of the candidate
 * @param baselineLoss log-loss of always predicting the mean
 * @param reason the decision and its figures in words
 */
public record ShadowEvaluation(
        int exampleCount,
        double liveLoss,
        double candidateLoss,
        double baselineLoss,
        PromotionDecision decision,
        String reason) {

    public enum PromotionDecision {
        /** The candidate is no worse and should become live. */
        PROMOTE,
        REFUSE,
        /** Too few held-out examples for a decision. */
        TOO_FEW
    }

    private static final int MIN_EXAMPLES = 20;

    /** Relative noise of the live model's loss. */
    private static final double TOLERANCE = 1e-3;

    static ShadowEvaluation of(
            RankingModel live, RankingModel candidate, List<TrainingExample> heldOut, boolean diverged) {
        double liveLoss = LogLoss.of(live, heldOut);
        double candidateLoss = LogLoss.of(candidate, heldOut);
        String figures = String.format(
                Locale.ROOT,
                "log-loss %.4f against %.4f of the live version, on %d held-out examples",
                candidateLoss,
                liveLoss,
                heldOut.size());
        PromotionDecision decision = PromotionDecision.REFUSE;
        String summary = "worse: ";
        if (heldOut.size() < MIN_EXAMPLES) {
            decision = PromotionDecision.TOO_FEW;
            summary = "too few examples: ";
        } else if (diverged) {
            summary = "training diverged: ";
        } else if (candidateLoss <= liveLoss * (1 + TOLERANCE)) {
            decision = PromotionDecision.PROMOTE;
            summary = "no worse: ";
        }
        return new ShadowEvaluation(
                heldOut.size(), liveLoss, candidateLoss, LogLoss.ofBaseRate(heldOut), decision, summary + figures);
    }
}
