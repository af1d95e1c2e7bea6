package dev.tidings.bench.replay;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A BM25 index of all items of a replay. Title, tags and text are one field. */
final class Bm25Index {
    private static final float K1 = 1.2f;
    private static final float B = 0.75f;
    private static final double MAX_DOCUMENT_SHARE = 0.3;

    private final boolean splitting;
    private final Map<String, Integer> terms = new HashMap<>();
    private final List<int[]> termsOf = new ArrayList<>();
    private final List<float[]> impactsOf = new ArrayList<>();
    private final float[] norms;
    private final int[] starts;
    private final int[] postings;
    private final float[] impacts;

    /** @param splitting whether the words of a tag are terms as well as the tag */
    Bm25Index(ReplayEnvironment environment, boolean splitting) {
        this.splitting = splitting;
        List<Map<String, Float>> counts =
                environment.items().stream().map(item -> counts(item.content())).toList();
        Map<String, Integer> documentCounts = new HashMap<>();
        counts.forEach(count -> count.keySet().forEach(term -> documentCounts.merge(term, 1, Integer::sum)));
        double meanLength = counts.stream().mapToDouble(Bm25Index::sum).sum() / counts.size();
        norms = new float[counts.size()];
        for (Map<String, Float> count : counts) {
            addVector(count, documentCounts, counts.size(), meanLength);
        }
        starts = new int[terms.size() + 1];
        termsOf.forEach(of -> Arrays.stream(of).forEach(term -> starts[term + 1]++));
        Arrays.parallelPrefix(starts, Integer::sum);
        postings = new int[starts[terms.size()]];
        impacts = new float[postings.length];
        invert();
    }

    private void addVector(
            Map<String, Float> counts, Map<String, Integer> documentCounts, int itemCount, double meanLength) {
        double dampening = K1 * (1 - B + B * sum(counts) / meanLength);
        int[] found = new int[counts.size()];
        float[] impact = new float[counts.size()];
        int size = 0;
        float squares = 0;
        for (Map.Entry<String, Float> count : counts.entrySet()) {
            int n = documentCounts.getOrDefault(count.getKey(), 0);
            if (n <= itemCount * MAX_DOCUMENT_SHARE) {
                double idf = Math.log1p((itemCount - n + 0.5) / (n + 0.5));
                float tf = count.getValue();
                found[size] = terms.computeIfAbsent(count.getKey(), term -> terms.size());
                impact[size] = (float) (idf * tf * (K1 + 1) / (tf + dampening));
                squares += impact[size] * impact[size];
                size++;
            }
        }
        norms[termsOf.size()] = (float) Math.max(1e-6, Math.sqrt(squares));
        termsOf.add(Arrays.copyOf(found, size));
        impactsOf.add(Arrays.copyOf(impact, size));
    }

    private void invert() {
        int[] next = starts.clone();
        for (int item = 0; item < termsOf.size(); item++) {
            for (int i = 0; i < termsOf.get(item).length; i++) {
                int at = next[termsOf.get(item)[i]]++;
                postings[at] = item;
                impacts[at] = impactsOf.get(item)[i];
            }
        }
    }

    private static double sum(Map<String, Float> counts) {
        return counts.values().stream().mapToDouble(Float::doubleValue).sum();
    }

    private Map<String, Float> counts(ReplayDataset.DatasetItem entry) {
        Map<String, Float> counts = new HashMap<>();
        Stream.of(entry.tags(), entry.terms(), List.of(entry.title().split("\\s+")))
                .flatMap(List::stream)
                .flatMap(word -> terms(word).stream())
                .forEach(term -> counts.merge(term, 1f, Float::sum));
        return counts;
    }

    private List<String> terms(String tag) {
        String lowerCase = tag.toLowerCase(Locale.ROOT);
        if (!splitting) {
            return lowerCase.isEmpty() ? List.of() : List.of(lowerCase);
        }
        List<String> parts = Arrays.stream(lowerCase.split("[^\\p{L}\\p{N}]+"))
                .filter(part -> part.length() > 1)
                .collect(Collectors.toCollection(ArrayList::new));
        if (parts.size() > 1) {
            parts.add(lowerCase);
        }
        return parts;
    }

    int vocabulary() {
        return terms.size();
    }

    /** Returns the terms of the tags that occur in at least one item. */
    int[] query(List<String> tags) {
        return tags.stream()
                .flatMap(tag -> terms(tag).stream())
                .distinct()
                .map(this.terms::get)
                .filter(Bm25Index::isKnown)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static boolean isKnown(@Nullable Integer term) {
        return term != null;
    }

    /** Adds the term's weighted impact to the score of each item that has it. */
    void score(int term, float weight, float[] scores) {
        for (int at = starts[term]; at < starts[term + 1]; at++) {
            scores[postings[at]] += weight * impacts[at];
        }
    }

    /** Adds the item's term vector, normalized to length 1, to {@code sum}. */
    void addVector(int item, float weight, float[] sum) {
        int[] of = termsOf.get(item);
        float[] impact = impactsOf.get(item);
        for (int i = 0; i < of.length; i++) {
            sum[of[i]] += weight * impact[i] / norms[item];
        }
    }

    float norm(int item) {
        return norms[item];
    }

    /** The inverse document frequency of a term, as BM25 defines it. */
    float idf(int term) {
        int n = starts[term + 1] - starts[term];
        return (float) Math.log1p((norms.length - n + 0.5) / (n + 0.5));
    }
}
