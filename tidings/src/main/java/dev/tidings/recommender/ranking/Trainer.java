package dev.tidings.recommender.ranking;

import java.util.Arrays;
import java.util.List;

/**
 * Learns from examples: one Newton-damped step of Bayesian logistic regression per batch, with what was known before as
 * its prior. Steps are bounded, the objective falls at each, and old evidence fades, so that it follows readers and cannot
 * run away.
 */
public final class Trainer {
    /** Evidence of more examples than this fades. */
    private static final double MAX_EFFECTIVE_EXAMPLES = 300_000;

    private static final int MAX_STEPS = 30;
    private static final double MAX_STEP_LENGTH = 2;
    private static final double CONVERGENCE = 1e-7;
    private static final int MAX_HALVINGS = 20;
    private static final double MAX_NORM = 100;

    private final double[] priorWeights;
    private final double[][] priorPrecision;
    private final List<TrainingExample> examples;

    private Trainer(double[] start, double[][] held, List<TrainingExample> examples) {
        this.priorWeights = start;
        this.priorPrecision = held;
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
        double kept = Math.exp(-examples.size() / MAX_EFFECTIVE_EXAMPLES);
        for (Feature feature : Feature.values()) {
            int i = feature.index();
            for (int j = 0; j < precision.length; j++) {
                precision[i][j] *= kept;
            }
            precision[i][i] += (1 - kept) * feature.priorPrecision();
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
            double found = objective(next);
            for (int halving = 0; halving < MAX_HALVINGS && !(found <= objective); halving++) {
                scale /= 2;
                next = step(weights, direction, scale);
                found = objective(next);
            }
            if (!(found <= objective)) {
                return weights;
            }
            weights = next;
            objective = found;
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
            double error = example.weight() * (likelihood(weights, example) - (example.liked() ? 1 : 0));
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
            double p = likelihood(weights, example);
            double says = example.weight() * p * (1 - p);
            for (int i = 0; i < weights.length; i++) {
                double row = says * example.features().at(i);
                if (row != 0) {
                    for (int j = 0; j < weights.length; j++) {
                        curvature[i][j] += row * example.features().at(j);
                    }
                }
            }
        }
        return curvature;
    }

    private static double likelihood(double[] weights, TrainingExample example) {
        return 1 / (1 + Math.exp(-score(weights, example)));
    }

    private static double score(double[] weights, TrainingExample example) {
        double score = 0;
        for (int i = 0; i < weights.length; i++) {
            score += weights[i] * example.features().at(i);
        }
        return score;
    }

    private static double[] step(double[] from, double[] direction, double scale) {
        double[] to = from.clone();
        for (int i = 0; i < to.length; i++) {
            to[i] -= scale * direction[i];
        }
        return to;
    }

    private static double norm(double[] vector) {
        double sum = 0;
        for (double value : vector) {
            sum += value * value;
        }
        return Math.sqrt(sum);
    }
}
