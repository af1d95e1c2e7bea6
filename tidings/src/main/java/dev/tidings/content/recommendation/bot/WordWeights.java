package dev.tidings.content.recommendation.bot;

import java.util.Arrays;

/** Weights of words being summed up. */
final class WordWeights {
    private static final int FREE = -1;
    private static final int SMALLEST = 64;

    private int[] words;
    private float[] weights;
    private int size;

    WordWeights() {
        this(0);
    }

    /** @param expected about how many words there will be */
    WordWeights(int expected) {
        int room = Math.max(SMALLEST, Integer.highestOneBit(expected) * 4);
        words = new int[room];
        weights = new float[room];
        Arrays.fill(words, FREE);
    }

    void add(SparseVector vector, float scale) {
        for (int i = 0; i < vector.size(); i++) {
            add(vector.word(i), vector.weight(i) * scale);
        }
    }

    void add(int word, float weight) {
        int at = place(word);
        if (words[at] == FREE) {
            if (size * 2 >= words.length) {
                grow();
                at = place(word);
            }
            words[at] = word;
            size++;
        }
        weights[at] += weight;
    }

    private int place(int word) {
        int mask = words.length - 1;
        int at = ((word * 0x9E3779B1) >>> 7) & mask;
        while (words[at] != FREE && words[at] != word) {
            at = (at + 1) & mask;
        }
        return at;
    }

    private void grow() {
        int[] oldWords = words;
        float[] oldWeights = weights;
        words = new int[oldWords.length * 2];
        weights = new float[words.length];
        Arrays.fill(words, FREE);
        for (int i = 0; i < oldWords.length; i++) {
            if (oldWords[i] != FREE) {
                int at = place(oldWords[i]);
                words[at] = oldWords[i];
                weights[at] = oldWeights[i];
            }
        }
    }

    /** The heaviest words, at most so many, in the order of the vocabulary; only weights above zero count. */
    SparseVector strongest(int most) {
        Best best = new Best(Math.min(most, size));
        for (int i = 0; i < words.length; i++) {
            if (words[i] != FREE && weights[i] > 0) {
                best.add(words[i], weights[i]);
            }
        }
        int[] kept = best.items();
        Arrays.sort(kept);
        float[] keptWeights = new float[kept.length];
        for (int i = 0; i < kept.length; i++) {
            keptWeights[i] = weights[place(kept[i])];
        }
        return new SparseVector(kept, keptWeights);
    }
}
