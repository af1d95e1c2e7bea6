package dev.tidings.recommender.ranking;

import dev.tidings.recommender.ranking.ReaderProfile.LikedItem;
import dev.tidings.recommender.ranking.ReaderProfile.WeightedItem;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Fits weights of words to one reader's items: ridge regression of 1 for liked, 0 for passed-over and less than 0 for
 * dismissed items on their word vectors, with the declared words as prior. A word of both liked and passed-over items
 * gets little weight. Reuses its work space for every reader. Not thread-safe.
 */
final class WordPreference {
    private static final float DECLARED_PRIOR = 0.5f;
    private static final float PASSED_WEIGHT = 0.3f;
    private static final float DISMISSED_TARGET = -0.5f;
    private static final float RIDGE = 0.3f;
    private static final int MAX_PASSED = 50;

    /** Steps of conjugate gradients. More change few picks. */
    private static final int STEPS = 4;

    private static final float CONVERGENCE = 1e-8f;
    private static final float MIN_NORM = 1e-6f;

    private final InvertedIndex index;
    private final Function<ReaderProfile, SparseVector> declaredWords;

    /** For each word of the vocabulary, its position among the reader's words plus one; zero between calls. */
    private final int[] positions;

    private final float[] weightOfWord;

    /** An item's word vector, of length one, and what the words' weights should give for it. */
    private static final class Observation {
        private final int[] positions;
        private final float[] weights;
        private final float target;
        private final float importance;

        /**
         * @param positions of the item's words among the reader's words
         * @param weights of these words
         * @param importance weight of the item's squared error
         */
        Observation(int[] positions, float[] weights, float target, float importance) {
            this.positions = positions;
            this.weights = weights;
            this.target = target;
            this.importance = importance;
        }

        float dot(float[] vector) {
            float sum = 0;
            for (int i = 0; i < positions.length; i++) {
                sum += weights[i] * vector[positions[i]];
            }
            return sum;
        }

        void addTo(float[] vector, float scale) {
            for (int i = 0; i < positions.length; i++) {
                vector[positions[i]] += scale * weights[i];
            }
        }
    }

    /**
     * @param index of the words to fit
     * @param declaredWords the declared words of a reader, in this index
     */
    WordPreference(InvertedIndex index, Function<ReaderProfile, SparseVector> declaredWords) {
        this.index = index;
        this.declaredWords = declaredWords;
        positions = new int[index.vocabularySize()];
        weightOfWord = new float[index.vocabularySize()];
    }

    /**
     * The value of each item by the reader's words: about 1 for items like the liked ones, 0 for items with other words.
     *
     * @param items indexes of opportunities
     */
    float[] values(ReaderProfile profile, int... items) {
        ReaderWords words = new ReaderWords(profile);
        float[] weights = words.fit();
        for (int i = 0; i < weights.length; i++) {
            weightOfWord[words.words[i]] = weights[i];
        }
        float[] values = new float[items.length];
        for (int i = 0; i < items.length; i++) {
            values[i] = value(items[i]);
        }
        for (int i = 0; i < weights.length; i++) {
            weightOfWord[words.words[i]] = 0;
        }
        return values;
    }

    private float value(int item) {
        SparseVector vector = index.vector(item);
        float sum = 0;
        for (int i = 0; i < vector.size(); i++) {
            sum += weightOfWord[vector.word(i)] * vector.weight(i);
        }
        return sum / index.norm(item);
    }

    /** The words that a reader's items and declarations have. */
    private final class ReaderWords {
        private final SparseVector declared;
        private final List<WeightedItem> passed;
        private final List<Observation> observations = new ArrayList<>();
        private final int[] words;
        private int size;

        ReaderWords(ReaderProfile profile) {
            declared = index.weightByIdf(declaredWords.apply(profile));
            passed = profile.passed()
                    .subList(0, Math.min(MAX_PASSED, profile.passed().size()));
            words = new int[maxSize(profile)];
            for (int i = 0; i < declared.size(); i++) {
                positionOf(declared.word(i));
            }
            for (LikedItem item : profile.liked()) {
                observe(item.item(), 1, item.weighted().weight());
            }
            for (WeightedItem item : passed) {
                observe(item.item(), 0, item.weight() * PASSED_WEIGHT);
            }
            for (int item : profile.dismissed()) {
                observe(item, DISMISSED_TARGET, 1);
            }
            for (int i = 0; i < size; i++) {
                positions[words[i]] = 0;
            }
        }

        private int maxSize(ReaderProfile profile) {
            int max = declared.size();
            for (LikedItem item : profile.liked()) {
                max += index.vector(item.item()).size();
            }
            for (WeightedItem item : passed) {
                max += index.vector(item.item()).size();
            }
            for (int item : profile.dismissed()) {
                max += index.vector(item).size();
            }
            return max;
        }

        private int positionOf(int word) {
            if (positions[word] == 0) {
                words[size++] = word;
                positions[word] = size;
            }
            return positions[word] - 1;
        }

        private void observe(int item, float target, float importance) {
            SparseVector vector = index.vector(item);
            int[] ofItem = new int[vector.size()];
            float[] weights = new float[vector.size()];
            for (int i = 0; i < ofItem.length; i++) {
                ofItem[i] = positionOf(vector.word(i));
                weights[i] = vector.weight(i) / index.norm(item);
            }
            observations.add(new Observation(ofItem, weights, target, importance));
        }

        /** The weight of each of the reader's words, by conjugate gradients from the prior. */
        float[] fit() {
            float[] weights = prior();
            float[] residual = new float[size];
            for (Observation observation : observations) {
                float error = observation.target - observation.dot(weights);
                observation.addTo(residual, observation.importance * error);
            }
            float[] direction = residual.clone();
            float squares = dot(residual, residual);
            for (int step = 0; step < STEPS && squares > CONVERGENCE; step++) {
                float[] curvature = curvature(direction);
                float length = squares / dot(direction, curvature);
                add(direction, length, weights);
                add(curvature, -length, residual);
                float next = dot(residual, residual);
                for (int i = 0; i < size; i++) {
                    direction[i] = residual[i] + next / squares * direction[i];
                }
                squares = next;
            }
            return weights;
        }

        /** The declared words come first among the reader's words. */
        private float[] prior() {
            float[] prior = new float[size];
            float scale = DECLARED_PRIOR / Math.max(MIN_NORM, declared.norm());
            for (int i = 0; i < declared.size(); i++) {
                prior[i] = scale * declared.weight(i);
            }
            return prior;
        }

        private float[] curvature(float[] direction) {
            float[] curvature = new float[size];
            add(direction, RIDGE, curvature);
            for (Observation observation : observations) {
                observation.addTo(curvature, observation.importance * observation.dot(direction));
            }
            return curvature;
        }
    }

    private static float dot(float[] left, float[] right) {
        float sum = 0;
        for (int i = 0; i < left.length; i++) {
            sum += left[i] * right[i];
        }
        return sum;
    }

    private static void add(float[] vector, float scale, float[] sum) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += scale * vector[i];
        }
    }
}
