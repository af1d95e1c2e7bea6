package dev.tidings.recommender.ranking;

import java.util.Arrays;

/** Sums sparse vectors into a dense array. Tracks the touched words, so clearing costs no full pass. Reusable. */
final class SparseAccumulator {
    private final float[] weights;
    private final int[] touched;
    private int size;

    SparseAccumulator(int vocabularySize) {
        weights = new float[vocabularySize];
        touched = new int[vocabularySize];
    }

    /** Resets all sums. */
    void clear() {
        for (int i = 0; i < size; i++) {
            weights[touched[i]] = 0;
        }
        size = 0;
    }

    /** Ignores weights that are not positive. */
    void add(SparseVector vector, float scale) {
        for (int i = 0; i < vector.size(); i++) {
            float weight = vector.weight(i) * scale;
            if (weight > 0) {
                add(vector.word(i), weight);
            }
        }
    }

    private void add(int word, float weight) {
        if (weights[word] == 0) {
            touched[size++] = word;
        }
        weights[word] += weight;
    }

    /** The heaviest words, up to the limit, in vocabulary order. */
    SparseVector top(int limit) {
        TopK best = new TopK(Math.min(limit, size));
        for (int i = 0; i < size; i++) {
            best.add(touched[i], weights[touched[i]]);
        }
        int[] topWords = best.items();
        Arrays.sort(topWords);
        float[] topWeights = new float[topWords.length];
        for (int i = 0; i < topWords.length; i++) {
            topWeights[i] = weights[topWords[i]];
        }
        return new SparseVector(topWords, topWeights);
    }
}
