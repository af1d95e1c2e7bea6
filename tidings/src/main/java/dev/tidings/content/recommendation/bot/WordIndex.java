package dev.tidings.content.recommendation.bot;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Opportunities by the words in them, each with what it counts for by BM25. */
final class WordIndex {
    private static final float K1 = 1.2f;
    private static final float B = 0.75f;
    /** A word in more than this share of all opportunities tells nothing. */
    private static final double TOO_COMMON = 0.6;

    private static final int NEVER_TOO_COMMON = 50;
    private static final float LEAST_NORM = 1e-6f;

    private final Map<String, Integer> words;
    private final float[] idf;
    private final SparseVector[] vectors;
    private final float[] norms;
    private final int[] starts;
    private final int[] holders;
    private final float[] impacts;

    private WordIndex(Map<String, Integer> words, float[] idf, SparseVector[] vectors, BitSet findable) {
        this.words = words;
        this.idf = idf;
        this.vectors = vectors;
        norms = new float[vectors.length];
        starts = new int[idf.length + 1];
        for (int item = 0; item < vectors.length; item++) {
            norms[item] = Math.max(vectors[item].norm(), LEAST_NORM);
            if (findable.get(item)) {
                for (int i = 0; i < vectors[item].size(); i++) {
                    starts[vectors[item].word(i) + 1]++;
                }
            }
        }
        Arrays.parallelPrefix(starts, Integer::sum);
        holders = new int[starts[idf.length]];
        impacts = new float[starts[idf.length]];
        invert(findable);
    }

    private void invert(BitSet findable) {
        int[] next = starts.clone();
        for (int item = findable.nextSetBit(0); item >= 0; item = findable.nextSetBit(item + 1)) {
            SparseVector vector = vectors[item];
            for (int i = 0; i < vector.size(); i++) {
                int at = next[vector.word(i)]++;
                holders[at] = item;
                impacts[at] = vector.weight(i);
            }
        }
    }

    /** @param findable which of them {@link #score} finds */
    static WordIndex of(List<Bag> bags, BitSet findable) {
        Map<String, Integer> holders = new HashMap<>();
        double length = 0;
        for (Bag bag : bags) {
            for (Map.Entry<String, Float> count : bag.counts().entrySet()) {
                holders.merge(count.getKey(), 1, Integer::sum);
                length += count.getValue();
            }
        }
        float mean = (float) (length / Math.max(1, bags.size()));
        Map<String, Integer> words = new HashMap<>();
        float[] idf = new float[holders.size()];
        int most = (int) Math.max(NEVER_TOO_COMMON, bags.size() * TOO_COMMON);
        holders.keySet().stream().sorted().forEach(word -> {
            int n = holders.getOrDefault(word, 0);
            if (n <= most) {
                idf[words.size()] = (float) Math.log1p((bags.size() - n + 0.5) / (n + 0.5));
                words.put(word, words.size());
            }
        });
        float[] known = Arrays.copyOf(idf, words.size());
        SparseVector[] vectors =
                bags.stream().map(bag -> vector(bag, words, known, mean)).toArray(SparseVector[]::new);
        return new WordIndex(words, known, vectors, findable);
    }

    private static SparseVector vector(Bag bag, Map<String, Integer> words, float[] idf, float mean) {
        long[] found = new long[bag.counts().size()];
        int size = 0;
        float length = 0;
        for (Map.Entry<String, Float> count : bag.counts().entrySet()) {
            length += count.getValue();
            Integer word = words.get(count.getKey());
            if (word != null) {
                found[size++] = (long) word << Integer.SIZE | Float.floatToIntBits(count.getValue());
            }
        }
        Arrays.sort(found, 0, size);
        float dampening = K1 * (1 - B + B * length / mean);
        int[] ids = new int[size];
        float[] weights = new float[size];
        for (int i = 0; i < size; i++) {
            float tf = Float.intBitsToFloat((int) found[i]);
            ids[i] = (int) (found[i] >>> Integer.SIZE);
            weights[i] = idf[ids[i]] * tf * (K1 + 1) / (tf + dampening);
        }
        return new SparseVector(ids, weights);
    }

    int size() {
        return vectors.length;
    }

    int vocabulary() {
        return idf.length;
    }

    SparseVector vector(int item) {
        return vectors[item];
    }

    float norm(int item) {
        return norms[item];
    }

    /** The same words, rare ones weighing more. */
    SparseVector byRarity(SparseVector vector) {
        WordWeights rarer = new WordWeights();
        for (int i = 0; i < vector.size(); i++) {
            rarer.add(vector.word(i), vector.weight(i) * idf[vector.word(i)]);
        }
        return rarer.strongest(Integer.MAX_VALUE);
    }

    /** What is known of these words. */
    SparseVector query(Bag bag) {
        WordWeights query = new WordWeights();
        for (Map.Entry<String, Float> count : bag.counts().entrySet()) {
            Integer word = words.get(count.getKey());
            if (word != null) {
                query.add(word, count.getValue());
            }
        }
        return query.strongest(Integer.MAX_VALUE);
    }

    /** Adds to each opportunity's score what the query's words count for in it. */
    void score(SparseVector query, float[] scores) {
        for (int i = 0; i < query.size(); i++) {
            int end = starts[query.word(i) + 1];
            float weight = query.weight(i);
            for (int at = starts[query.word(i)]; at < end; at++) {
                scores[holders[at]] += weight * impacts[at];
            }
        }
    }
}
