package dev.tidings.recommender.ranking;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An inverted index of the opportunities' terms with BM25 weights. */
final class InvertedIndex {
    private static final float K1 = 0.6f;
    private static final float B = 0.75f;
    /** A term in more than this share of all opportunities gets no weight. */
    private static final double MAX_DOCUMENT_SHARE = 0.6;

    private static final int MIN_COMMON_DOCUMENTS = 50;
    private static final float MIN_NORM = 1e-6f;

    private final Map<String, Integer> vocabulary;
    private final float[] idf;
    private final SparseVector[] vectors;
    private final float[] norms;
    private final int[] offsets;
    private final int[] postings;
    private final float[] impacts;

    private InvertedIndex(Map<String, Integer> vocabulary, float[] idf, SparseVector[] vectors, BitSet searchable) {
        this.vocabulary = vocabulary;
        this.idf = idf;
        this.vectors = vectors;
        norms = new float[vectors.length];
        offsets = new int[idf.length + 1];
        for (int item = 0; item < vectors.length; item++) {
            norms[item] = Math.max(vectors[item].norm(), MIN_NORM);
            if (searchable.get(item)) {
                for (int i = 0; i < vectors[item].size(); i++) {
                    offsets[vectors[item].word(i) + 1]++;
                }
            }
        }
        Arrays.parallelPrefix(offsets, Integer::sum);
        postings = new int[offsets[idf.length]];
        impacts = new float[offsets[idf.length]];
        invert(searchable);
    }

    private void invert(BitSet searchable) {
        int[] next = offsets.clone();
        for (int item = searchable.nextSetBit(0); item >= 0; item = searchable.nextSetBit(item + 1)) {
            SparseVector vector = vectors[item];
            for (int i = 0; i < vector.size(); i++) {
                int position = next[vector.word(i)]++;
                postings[position] = item;
                impacts[position] = vector.weight(i);
            }
        }
    }

    /** @param searchable the items that {@link #score} covers */
    static InvertedIndex of(Iterable<TermVector> documents, BitSet searchable) {
        Map<String, Integer> vocabulary = new HashMap<>();
        List<SparseVector> documentCounts = new ArrayList<>();
        double length = 0;
        for (TermVector terms : documents) {
            SparseVector counts = counts(terms, vocabulary);
            length += counts.sum();
            documentCounts.add(counts);
        }
        float mean = (float) (length / Math.max(1, documentCounts.size()));
        float[] idf = idf(documentCounts, vocabulary.size());
        return new InvertedIndex(
                vocabulary,
                idf,
                documentCounts.stream()
                        .map(counts -> weighted(counts, idf, mean))
                        .toArray(SparseVector[]::new),
                searchable);
    }

    /** Adds new words to the vocabulary, numbered in order of appearance. */
    private static SparseVector counts(TermVector terms, Map<String, Integer> vocabulary) {
        SparseVector.Builder counts = new SparseVector.Builder(terms.weights().size());
        terms.weights().forEach((word, count) -> {
            Integer existing = vocabulary.putIfAbsent(word, vocabulary.size());
            counts.add(existing == null ? vocabulary.size() - 1 : existing, count);
        });
        return counts.build();
    }

    /** The inverse document frequency of each word by BM25; zero for words that are too frequent. */
    private static float[] idf(List<SparseVector> documentCounts, int vocabularySize) {
        int[] documentFrequency = new int[vocabularySize];
        for (SparseVector counts : documentCounts) {
            for (int i = 0; i < counts.size(); i++) {
                documentFrequency[counts.word(i)]++;
            }
        }
        int maxFrequency = (int) Math.max(MIN_COMMON_DOCUMENTS, documentCounts.size() * MAX_DOCUMENT_SHARE);
        float[] idf = new float[vocabularySize];
        for (int word = 0; word < vocabularySize; word++) {
            int frequency = documentFrequency[word];
            idf[word] = frequency > maxFrequency
                    ? 0
                    : (float) Math.log1p((documentCounts.size() - frequency + 0.5) / (frequency + 0.5));
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

    int vocabularySize() {
        return idf.length;
    }

    SparseVector vector(int item) {
        return vectors[item];
    }

    float norm(int item) {
        return norms[item];
    }

    /** The weight of a normalized word in an item; zero if the item lacks it or it is too frequent. */
    float weight(int item, String word) {
        Integer number = vocabulary.get(word);
        return number == null ? 0 : vectors[item].weightOf(number);
    }

    /** Multiplies each weight by the word's inverse document frequency. */
    SparseVector weightByIdf(SparseVector vector) {
        SparseVector.Builder weighted = new SparseVector.Builder(vector.size());
        for (int i = 0; i < vector.size(); i++) {
            weighted.add(vector.word(i), vector.weight(i) * idf[vector.word(i)]);
        }
        return weighted.build();
    }

    /** Drops unknown words and words without weight. */
    SparseVector query(TermVector terms) {
        SparseVector.Builder query = new SparseVector.Builder(terms.weights().size());
        for (Map.Entry<String, Float> count : terms.weights().entrySet()) {
            Integer word = vocabulary.get(count.getKey());
            if (word != null && idf[word] > 0) {
                query.add(word, count.getValue());
            }
        }
        return query.build();
    }

    /** Divides each score by the norm of the opportunity's vector. */
    void normalizeByLength(float[] scores) {
        for (int item = 0; item < scores.length; item++) {
            scores[item] /= norms[item];
        }
    }

    /**
     * Computes the BM25 score of each searchable opportunity for a query.
     *
     * @param scores one per item; overwritten
     */
    void score(SparseVector query, float[] scores) {
        Arrays.fill(scores, 0);
        for (int i = 0; i < query.size(); i++) {
            int end = offsets[query.word(i) + 1];
            float weight = query.weight(i);
            for (int position = offsets[query.word(i)]; position < end; position++) {
                scores[postings[position]] += weight * impacts[position];
            }
        }
    }
}
