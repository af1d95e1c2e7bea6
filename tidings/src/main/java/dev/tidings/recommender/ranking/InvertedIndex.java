package dev.tidings.recommender.ranking;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Opportunities by the words in them, each with what it counts for by BM25. */
final class InvertedIndex {
    private static final float K1 = 1.2f;
    private static final float B = 0.75f;
    /** A word in more than this share of all opportunities tells nothing. */
    private static final double MAX_DOCUMENT_SHARE = 0.6;

    private static final int MIN_COMMON_DOCUMENTS = 50;
    private static final float MIN_NORM = 1e-6f;

    private final Map<String, Integer> words;
    private final float[] idf;
    private final SparseVector[] vectors;
    private final float[] norms;
    private final int[] offsets;
    private final int[] postings;
    private final float[] impacts;

    private InvertedIndex(Map<String, Integer> words, float[] idf, SparseVector[] vectors, BitSet findable) {
        this.words = words;
        this.idf = idf;
        this.vectors = vectors;
        norms = new float[vectors.length];
        offsets = new int[idf.length + 1];
        for (int item = 0; item < vectors.length; item++) {
            norms[item] = Math.max(vectors[item].norm(), MIN_NORM);
            if (findable.get(item)) {
                for (int i = 0; i < vectors[item].size(); i++) {
                    offsets[vectors[item].word(i) + 1]++;
                }
            }
        }
        Arrays.parallelPrefix(offsets, Integer::sum);
        postings = new int[offsets[idf.length]];
        impacts = new float[offsets[idf.length]];
        invert(findable);
    }

    private void invert(BitSet findable) {
        int[] next = offsets.clone();
        for (int item = findable.nextSetBit(0); item >= 0; item = findable.nextSetBit(item + 1)) {
            SparseVector vector = vectors[item];
            for (int i = 0; i < vector.size(); i++) {
                int at = next[vector.word(i)]++;
                postings[at] = item;
                impacts[at] = vector.weight(i);
            }
        }
    }

    /** @param findable which of them {@link #score} finds */
    static InvertedIndex of(Iterable<TermVector> bags, BitSet findable) {
        Map<String, Integer> words = new HashMap<>();
        List<SparseVector> counted = new ArrayList<>();
        double length = 0;
        for (TermVector bag : bags) {
            SparseVector counts = counts(bag, words);
            length += counts.sum();
            counted.add(counts);
        }
        float mean = (float) (length / Math.max(1, counted.size()));
        float[] idf = idf(counted, words.size());
        return new InvertedIndex(
                words,
                idf,
                counted.stream().map(counts -> weighted(counts, idf, mean)).toArray(SparseVector[]::new),
                findable);
    }

    /** Words are numbered as they come. */
    private static SparseVector counts(TermVector bag, Map<String, Integer> words) {
        SparseVector.Builder counts = new SparseVector.Builder(bag.weights().size());
        bag.weights().forEach((word, count) -> {
            Integer known = words.putIfAbsent(word, words.size());
            counts.add(known == null ? words.size() - 1 : known, count);
        });
        return counts.build();
    }

    /** How rare each word is, as BM25 has it; zero for those that tell nothing. */
    private static float[] idf(List<SparseVector> counted, int words) {
        int[] holders = new int[words];
        for (SparseVector counts : counted) {
            for (int i = 0; i < counts.size(); i++) {
                holders[counts.word(i)]++;
            }
        }
        int most = (int) Math.max(MIN_COMMON_DOCUMENTS, counted.size() * MAX_DOCUMENT_SHARE);
        float[] idf = new float[words];
        for (int word = 0; word < words; word++) {
            int n = holders[word];
            idf[word] = n > most ? 0 : (float) Math.log1p((counted.size() - n + 0.5) / (n + 0.5));
        }
        return idf;
    }

    private static SparseVector weighted(SparseVector counts, float[] idf, float mean) {
        float dampening = K1 * (1 - B + B * counts.sum() / mean);
        SparseVector.Builder weighted = new SparseVector.Builder(counts.size());
        for (int i = 0; i < counts.size(); i++) {
            float tf = counts.weight(i);
            weighted.add(counts.word(i), idf[counts.word(i)] * tf * (K1 + 1) / (tf + dampening));
        }
        return weighted.build();
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
    SparseVector weightByIdf(SparseVector vector) {
        SparseVector.Builder rarer = new SparseVector.Builder(vector.size());
        for (int i = 0; i < vector.size(); i++) {
            rarer.add(vector.word(i), vector.weight(i) * idf[vector.word(i)]);
        }
        return rarer.build();
    }

    /** What is known of these words. */
    SparseVector query(TermVector bag) {
        SparseVector.Builder query = new SparseVector.Builder(bag.weights().size());
        for (Map.Entry<String, Float> count : bag.weights().entrySet()) {
            Integer word = words.get(count.getKey());
            if (word != null && idf[word] > 0) {
                query.add(word, count.getValue());
            }
        }
        return query.build();
    }

    /** Divides what each opportunity scored by how much there is to read in it. */
    void normalizeByLength(float[] scores) {
        for (int item = 0; item < scores.length; item++) {
            scores[item] /= norms[item];
        }
    }

    /**
     * What the query's words count for in each opportunity.
     *
     * @param scores overwritten
     */
    void score(SparseVector query, float[] scores) {
        Arrays.fill(scores, 0);
        for (int i = 0; i < query.size(); i++) {
            int end = offsets[query.word(i) + 1];
            float weight = query.weight(i);
            for (int at = offsets[query.word(i)]; at < end; at++) {
                scores[postings[at]] += weight * impacts[at];
            }
        }
    }
}
