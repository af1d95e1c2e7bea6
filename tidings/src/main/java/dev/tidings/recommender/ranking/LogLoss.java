package dev.tidings.recommender.ranking;

import java.util.List;

/** The weighted mean of -log of the probability that a model gave to the observed outcomes. */
final class LogLoss {
    private LogLoss() {}

    static double of(RankingModel model, List<TrainingExample> examples) {
        double loss = 0;
        double weight = 0;
        for (TrainingExample example : examples) {
            double score = model.score(example.features());
            loss += example.weight() * softplus(example.liked() ? -score : score);
            weight += example.weight();
        }
        return weight == 0 ? 0 : loss / weight;
    }

    /** The loss of a model that always predicts the mean. */
    static double ofBaseRate(List<TrainingExample> examples) {
        double liked = 0;
        double weight = 0;
        for (TrainingExample example : examples) {
            liked += example.liked() ? example.weight() : 0;
            weight += example.weight();
        }
        double share = weight == 0 ? 0 : liked / weight;
        return share <= 0 || share >= 1 ? 0 : -share * Math.log(share) - (1 - share) * Math.log(1 - share);
    }

    /** log(1 + e^x) without overflow. */
    static double softplus(double x) {
        return x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x));
    }
}
