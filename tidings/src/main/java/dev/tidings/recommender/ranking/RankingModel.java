package dev.tidings.recommender.ranking;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The model of the ranker: Bayesian logistic regression with one weight per feature, shared by all readers. */
public final class RankingModel {
    private final double[] weights;
    private final double[][] precision;
    private final long examples;

    RankingModel(double[] weights, double[][] precision, long examples) {
        this.weights = weights;
        this.precision = precision;
        this.examples = examples;
    }

    /** The untrained model. */
    public static RankingModel prior() {
        Feature[] features = Feature.values();
        double[] weights = new double[features.length];
        double[][] precision = new double[features.length][features.length];
        for (Feature feature : features) {
            weights[feature.index()] = feature.prior();
            precision[feature.index()][feature.index()] = feature.priorPrecision();
        }
        return new RankingModel(weights, precision, 0);
    }

    /** The names of the features, in the order of every feature vector. */
    public static List<String> featureNames() {
        return Feature.NAMES;
    }

    /** The number of examples the model was trained on. */
    public long examples() {
        return examples;
    }

    /** Weights in log-odds, by feature. */
    public Map<String, Double> weights() {
        Map<String, Double> byFeature = new LinkedHashMap<>();
        for (int i = 0; i < weights.length; i++) {
            byFeature.put(Feature.NAMES.get(i), weights[i]);
        }
        return byFeature;
    }

    /** The share of each feature in a pick's score. */
    public Map<String, Double> contributions(FeatureVector features) {
        Map<String, Double> byFeature = new LinkedHashMap<>();
        for (int i = 0; i < weights.length; i++) {
            byFeature.put(Feature.NAMES.get(i), weights[i] * features.at(i));
        }
        return byFeature;
    }

    /** The state as JSON values. */
    public Map<String, Object> state() {
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("features", Feature.NAMES);
        state.put("weights", Arrays.stream(weights).boxed().toList());
        state.put(
                "precision",
                Arrays.stream(precision)
                        .map(row -> Arrays.stream(row).boxed().toList())
                        .toList());
        state.put("examples", examples);
        return state;
    }

    /**
     * Restores a model from {@link #state}, also from another release: a missing feature starts from its prior, an
     * unknown one is dropped.
     *
     * @throws IllegalArgumentException if the state is not a model's
     */
    public static RankingModel of(Map<String, ?> state) {
        List<?> names = list(state, "features");
        List<?> weights = list(state, "weights");
        List<?> precision = list(state, "precision");
        if (names.size() != weights.size() || names.size() != precision.size()) {
            throw new IllegalArgumentException("A model's state has " + names.size() + " features, " + weights.size()
                    + " weights and " + precision.size() + " rows of precision; the numbers must be equal");
        }
        RankingModel model = prior();
        List<Integer> positions = new ArrayList<>();
        names.forEach(name -> positions.add(Feature.NAMES.indexOf(String.valueOf(name))));
        for (int i = 0; i < names.size(); i++) {
            int row = positions.get(i);
            if (row >= 0) {
                model.weights[row] = number(weights.get(i));
                copyRow(precision.get(i), positions, model.precision[row]);
            }
        }
        return new RankingModel(model.weights, model.precision, (long) number(state.get("examples")));
    }

    private static void copyRow(@Nullable Object source, List<Integer> positions, double[] target) {
        if (!(source instanceof List<?> row) || row.size() != positions.size()) {
            throw new IllegalArgumentException("A row of a model's precision does not have one value per feature");
        }
        for (int i = 0; i < row.size(); i++) {
            if (positions.get(i) >= 0) {
                target[positions.get(i)] = number(row.get(i));
            }
        }
    }

    private static List<?> list(Map<String, ?> state, String name) {
        if (state.get(name) instanceof List<?> list) {
            return list;
        }
        throw new IllegalArgumentException("A model's state has no list " + name);
    }

    private static double number(@Nullable Object value) {
        if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
            return number.doubleValue();
        }
        throw new IllegalArgumentException("A model's state has " + value + " where a number is expected");
    }

    double score(FeatureVector features) {
        double score = 0;
        for (int i = 0; i < weights.length; i++) {
            score += weights[i] * features.at(i);
        }
        return score;
    }

    double weight(Feature feature) {
        return weights[feature.index()];
    }

    double[] copyOfWeights() {
        return weights.clone();
    }

    double[][] copyOfPrecision() {
        return Arrays.stream(precision).map(double[]::clone).toArray(double[][]::new);
    }
}
