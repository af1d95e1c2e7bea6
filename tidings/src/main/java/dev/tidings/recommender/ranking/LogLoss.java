package dev.tidings.recommender.ranking;

import java.util.List;

/** How surprised a model is by what readers did: the weighted mean of -log of what it gave to what happened. */
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

    /** log(1 + e^x), for any x. */
    static double softplus(double x) {
        return x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x));
    }
}
