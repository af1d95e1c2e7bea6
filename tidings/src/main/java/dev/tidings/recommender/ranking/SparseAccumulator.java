package dev.tidings.recommender.ranking;

import java.util.Arrays;

/** Weights of words being summed up, one sum after the other: a place for each word there is, and a list of those that were met. */
final class SparseAccumulator {
    private final float[] weights;
    private final int[] touched;
    private int size;

    /** @param vocabulary how many words there are */
    SparseAccumulator(int vocabulary) {
        weights = new float[vocabulary];
        touched = new int[vocabulary];
    }

    /** Forgets all that was added. */
    void clear() {
        for (int i = 0; i < size; i++) {
            weights[touched[i]] = 0;
        }
        size = 0;
    }

    /** Weights of zero and less count for nothing. */
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

    /** The heaviest words, at most so many, in the order of the vocabulary. */
    SparseVector top(int most) {
        TopK best = new TopK(Math.min(most, size));
        for (int i = 0; i < size; i++) {
            best.add(touched[i], weights[touched[i]]);
        }
        int[] kept = best.items();
        Arrays.sort(kept);
        float[] keptWeights = new float[kept.length];
        for (int i = 0; i < kept.length; i++) {
            keptWeights[i] = weights[kept[i]];
        }
        return new SparseVector(kept, keptWeights);
    }
}
