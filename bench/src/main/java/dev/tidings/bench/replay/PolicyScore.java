package dev.tidings.bench.replay;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/**
 * The result of one policy.
 *
 * @param captured the share of the reachable held-out items that were picked for their readers
 * @param p5 precision at 5: the share of a letter's five items that were taken
 * @param ndcg5 normalized discounted cumulative gain at 5, against the best possible letter
 * @param first4 {@code p5} in the first four weeks
 * @param last8 {@code p5} in the last eight weeks
 * @param cold4 {@code p5} in the first four weeks of readers who joined late
 * @param ild intra-list diversity: one minus the mean cosine similarity of a letter's items in the topic space
 * @param coverage the share of all items that were ever live that were ever picked
 * @param violations picked items that were expired, not yet published, known to the reader or picked before
 * @param diverged the number of trainings that diverged
 * @param weekly {@code p5} of each week
 * @param seconds the run time of the policy
 */
public record PolicyScore(
        double captured,
        double p5,
        double ndcg5,
        double first4,
        double last8,
        double cold4,
        double ild,
        double coverage,
        int violations,
        int diverged,
        List<Double> weekly,
        double seconds) {

    static double rounded(double value) {
        return Double.isFinite(value)
                ? BigDecimal.valueOf(value).round(new MathContext(4)).doubleValue()
                : 0;
    }
}
