package dev.tidings.bench.replay;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * How a policy did.
 *
 * @param captured of all that readers would have taken and that could be picked for them, the share that was
 * @param p5 of five items in a letter, the share that was taken
 * @param ndcg5 the same with higher places counting more, against the best possible letter
 * @param first4 {@code p5} in the first four weeks
 * @param last8 {@code p5} in the last eight
 * @param cold4 {@code p5} in the first four weeks of those who joined late
 * @param ild how unlike each other a letter's items are: one less the mean cosine in the topic space
 * @param coverage of all items that could be picked, the share that ever was
 * @param violations items picked that were expired, not yet published, known to the reader or picked before
 * @param diverged how often learning went wrong
 */
record PolicyScore(
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
        double seconds) {

    static double rounded(double value) {
        return Double.isFinite(value)
                ? BigDecimal.valueOf(value).round(new MathContext(4)).doubleValue()
                : 0;
    }
}
