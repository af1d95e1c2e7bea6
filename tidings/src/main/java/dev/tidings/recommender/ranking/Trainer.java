package dev.tidings.recommender.ranking;

import java.util.Arrays;
import java.util.List;

/**
 * Fits the model to a batch of examples: Bayesian logistic regression by damped Newton steps, with the earlier model as
 * prior. Steps have a maximum length, each step lowers the objective, and old evidence decays. This follows changing
 * readers and keeps the weights bounded.
 */
public final class Trainer {
    /** Evidence decays as if the model held at most this many examples. */
    private static final double MAX_EFFECTIVE_EXAMPLES = 300_000;

    private static final int MAX_STEPS = 30;
    private static final double MAX_STEP_LENGTH = 2;
    private static final double CONVERGENCE = 1e-7;
    private static final int MAX_HALVINGS = 20;
    private static final double MAX_NORM = 100;

    private final double[] priorWeights;
    private final double[][] priorPrecision;
    private final List<TrainingExample> examples;

    private Trainer(double[] priorWeights, double[][] priorPrecision, List<TrainingExample> examples) {
        this.priorWeights = priorWeights;
        this.priorPrecision = priorPrecision;
        this.examples = examples;
    }

    public static TrainingResult train(RankingModel model, List<TrainingExample> examples) {
        double loss = LogLoss.of(model, examples);
        Trainer trainer = new Trainer(model.copyOfWeights(), decayedPrecision(model, examples), examples);
        double[] weights = trainer.minimize();
        double norm = norm(weights);
        if (!Double.isFinite(norm) || norm > MAX_NORM) {
            return new TrainingResult(model, loss, norm, true);
        }
        return new TrainingResult(
                new RankingModel(weights, trainer.curvature(weights), model.examples() + examples.size()),
                loss,
                norm,
                false);
    }

    private static double[][] decayedPrecision(RankingModel model, List<TrainingExample> examples) {
        double[][] precision = model.copyOfPrecision();
        double retained = Math.exp(-examples.size() / MAX_EFFECTIVE_EXAMPLES);
        for (Feature feature : Feature.values()) {
            int i = feature.index();
            for (int j = 0; j < precision.length; j++) {
                precision[i][j] *= retained;
            }
            precision[i][i] += (1 - retained) * feature.priorPrecision();
        }
        return precision;
    }

    private double[] minimize() {
        double[] weights = priorWeights;
        double objective = objective(weights);
        for (int step = 0; step < MAX_STEPS; step++) {
            double[] direction = Cholesky.solve(curvature(weights), gradient(weights));
            double length = norm(direction);
            double scale = Math.min(1, MAX_STEP_LENGTH / length);
            double[] next = step(weights, direction, scale);
            double nextObjective = objective(next);
            for (int halving = 0; halving < MAX_HALVINGS && !(nextObjective <= objective); halving++) {
                scale /= 2;
                next = step(weights, direction, scale);
                nextObjective = objective(next);
            }
            if (!(nextObjective <= objective)) {
                return weights;
            }
            weights = next;
            objective = nextObjective;
            if (length * scale < CONVERGENCE) {
                break;
            }
        }
        return weights;
    }

    private double objective(double[] weights) {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            for (int j = 0; j < weights.length; j++) {
                sum += priorPrecision[i][j] * (weights[i] - priorWeights[i]) * (weights[j] - priorWeights[j]) / 2;
            }
        }
        for (TrainingExample example : examples) {
            double score = score(weights, example);
            sum += example.weight() * LogLoss.softplus(example.liked() ? -score : score);
        }
        return sum;
    }

    private double[] gradient(double[] weights) {
        double[] gradient = new double[weights.length];
        for (int i = 0; i < weights.length; i++) {
            for (int j = 0; j < weights.length; j++) {
                gradient[i] += priorPrecision[i][j] * (weights[j] - priorWeights[j]);
            }
        }
        for (TrainingExample example : examples) {
            double error = example.weight() * (probabilityOf(weights, example) - (example.liked() ? 1 : 0));
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] += error * example.features().at(i);
            }
        }
        return gradient;
    }

    private double[][] curvature(double[] weights) {
        double[][] curvature =
                Arrays.stream(priorPrecision).map(double[]::clone).toArray(double[][]::new);
        for (TrainingExample example : examples) {
            double probability = probabilityOf(weights, example);
            double information = example.weight() * probability * (1 - probability);
            for (int i = 0; i < weights.length; i++) {
                double row = information * example.features().at(i);
                if (row != 0) {
                    for (int j = 0; j < weights.length; j++) {
                        curvature[i][j] += row * example.features().at(j);
                    }
                }
            }
        }
        return curvature;
    }

    private static double probabilityOf(double[] weights, TrainingExample example) {
        return 1 / (1 + Math.exp(-score(weights, example)));
    }

    private static double score(double[] weights, TrainingExample example) {
        double score = 0;
        for (int i = 0; i < weights.length; i++) {
            score += weights[i] * example.features().at(i);
        }
        return score;
    }

    private static double[] step(double[] weights, double[] direction, double scale) {
        double[] next = weights.clone();
        for (int i = 0; i < next.length; i++) {
            next[i] -= scale * direction[i];
        }
        return next;
    }

    private static double norm(double[] vector) {
        double sum = 0;
        for (double value : vector) {
            sum += value * value;
        }
        return Math.sqrt(sum);
    }
}
