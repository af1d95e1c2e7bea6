package dev.tidings.recommender.ranking;

import java.util.Arrays;

/** A sparse vector of word weights, in vocabulary order. */
final class SparseVector {
    private final int[] words;
    private final float[] weights;

    SparseVector(int[] words, float[] weights) {
        this.words = words;
        this.weights = weights;
    }

    /** Takes words in any order, each once. */
    static final class Builder {
        private final long[] entries;
        private int size;

        /** @param capacity maximum number of words */
        Builder(int capacity) {
            entries = new long[capacity];
        }

        /** Ignores weights that are not positive. */
        void add(int word, float weight) {
            if (weight > 0) {
                entries[size++] = (long) word << Integer.SIZE | Float.floatToIntBits(weight);
            }
        }

        SparseVector build() {
            Arrays.sort(entries, 0, size);
            int[] words = new int[size];
            float[] weights = new float[size];
            for (int i = 0; i < size; i++) {
                words[i] = (int) (entries[i] >>> Integer.SIZE);
                weights[i] = Float.intBitsToFloat((int) entries[i]);
            }
            return new SparseVector(words, weights);
        }
    }

    int size() {
        return words.length;
    }

    int word(int i) {
        return words[i];
    }

    float weight(int i) {
        return weights[i];
    }

    /** The weight of a word; zero if the vector lacks it. */
    float weightOf(int word) {
        int position = Arrays.binarySearch(words, word);
        return position < 0 ? 0 : weights[position];
    }

    float sum() {
        float sum = 0;
        for (float weight : weights) {
            sum += weight;
        }
        return sum;
    }

    float norm() {
        float sum = 0;
        for (float weight : weights) {
            sum += weight * weight;
        }
        return (float) Math.sqrt(sum);
    }

    SparseVector scaled(float scale) {
        float[] scaled = weights.clone();
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] *= scale;
        }
        return new SparseVector(words, scaled);
    }
}
