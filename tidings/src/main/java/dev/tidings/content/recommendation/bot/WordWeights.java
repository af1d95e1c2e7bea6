package dev.tidings.content.recommendation.bot;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Weights of words being summed up. */
final class WordWeights {
    private static final int FREE = -1;

    private int[] words = new int[64];
    private float[] weights = new float[64];
    private int size;

    WordWeights() {
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
        int at = (word * 0x9E3779B1 >>> 7) & mask;
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

    /** The heaviest words, at most so many, in the order of the vocabulary. */
    SparseVector strongest(int most) {
        int[] places =
                IntStream.range(0, words.length).filter(i -> words[i] != FREE).toArray();
        Comparator<Integer> heaviest = Comparator.comparingDouble(i -> -weights[i]);
        int[] kept = places.length <= most
                ? places
                : Arrays.stream(places)
                        .boxed()
                        .sorted(heaviest.thenComparing(i -> words[i]))
                        .limit(most)
                        .mapToInt(Integer::intValue)
                        .toArray();
        int[] ordered = Arrays.stream(kept)
                .boxed()
                .sorted(Comparator.comparingInt(i -> words[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        int[] keptWords = new int[ordered.length];
        float[] keptWeights = new float[ordered.length];
        for (int i = 0; i < ordered.length; i++) {
            keptWords[i] = words[ordered[i]];
            keptWeights[i] = weights[ordered[i]];
        }
        return new SparseVector(keptWords, keptWeights);
    }
}
