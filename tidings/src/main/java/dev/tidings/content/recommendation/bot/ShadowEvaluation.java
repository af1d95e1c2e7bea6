package dev.tidings.content.recommendation.bot;

import java.util.List;

/**
 * A candidate beside the live model, on examples that neither has learned from.
 *
 * @param examples how many they were
 * @param liveLoss mean log-loss of the live model
 * @param candidateLoss the same of the candidate
 * @param baseLoss the same of always saying the average
 * @param promote whether the candidate should go live
 * @param reason why or why not, with the figures
 */
public record ShadowEvaluation(
        int examples, double liveLoss, double candidateLoss, double baseLoss, boolean promote, String reason) {

    /** The least that must be heard before weights change. */
    static final int LEAST_EXAMPLES = 20;

    static final double TOLERANCE = 1e-3;

    public static ShadowEvaluation of(Model live, Model candidate, List<Example> heldOut) {
        double liveLoss = LogLoss.of(live, heldOut);
        double candidateLoss = LogLoss.of(candidate, heldOut);
        double baseLoss = LogLoss.ofAverage(heldOut);
        String figures = "log-loss %.4f, live %.4f, on %d examples that neither learned from"
                .formatted(candidateLoss, liveLoss, heldOut.size());
        if (heldOut.size() < LEAST_EXAMPLES) {
            return new ShadowEvaluation(
                    heldOut.size(), liveLoss, candidateLoss, baseLoss, false, "too few to judge: " + figures);
        }
        boolean better = candidateLoss <= liveLoss * (1 + TOLERANCE);
        return new ShadowEvaluation(
                heldOut.size(),
                liveLoss,
                candidateLoss,
                baseLoss,
                better,
                (better ? "no worse: " : "worse: ") + figures);
    }
}
