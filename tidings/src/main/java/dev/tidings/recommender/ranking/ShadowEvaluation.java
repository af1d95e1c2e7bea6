package dev.tidings.recommender.ranking;

import java.util.List;
import java.util.Locale;

/**
 * A candidate beside the live model, on examples that neither has learned from.
 *
 * @param exampleCount how many they were
 * @param liveLoss mean log-loss of the live model
 * @param candidateLoss the same of the candidate
 * @param baselineLoss the same of always saying the average
 * @param reason why, with the figures
 */
public record ShadowEvaluation(
        int exampleCount,
        double liveLoss,
        double candidateLoss,
        double baselineLoss,
        PromotionDecision decision,
        String reason) {

    public enum PromotionDecision {
        /** The candidate does no worse and should go live. */
        PROMOTE,
        REFUSE,
        /** More must be heard before anything can be said. */
        TOO_FEW
    }

    private static final int MIN_EXAMPLES = 20;

    /** So much of the live model's loss is chance. */
    private static final double TOLERANCE = 1e-3;

    static ShadowEvaluation of(
            RankingModel live, RankingModel candidate, List<TrainingExample> heldOut, boolean diverged) {
        double liveLoss = LogLoss.of(live, heldOut);
        double candidateLoss = LogLoss.of(candidate, heldOut);
        String figures = String.format(
                Locale.ROOT,
                "log-loss %.4f against %.4f of the live version, on %d examples that neither learned from",
                candidateLoss,
                liveLoss,
                heldOut.size());
        PromotionDecision verdict = PromotionDecision.REFUSE;
        String word = "worse: ";
        if (heldOut.size() < MIN_EXAMPLES) {
            verdict = PromotionDecision.TOO_FEW;
            word = "too few to judge: ";
        } else if (diverged) {
            word = "learning went out of bounds: ";
        } else if (candidateLoss <= liveLoss * (1 + TOLERANCE)) {
            verdict = PromotionDecision.PROMOTE;
            word = "no worse: ";
        }
        return new ShadowEvaluation(
                heldOut.size(), liveLoss, candidateLoss, LogLoss.ofBaseRate(heldOut), verdict, word + figures);
    }
}
