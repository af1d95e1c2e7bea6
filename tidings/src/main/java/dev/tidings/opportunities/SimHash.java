package dev.tidings.opportunities;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A SimHash fingerprint of an opportunity's texts (Charikar 2002): 64 bits, few of which differ between texts that
 * share most words. Title words weigh most, then words of the organization. Only the beginning of the description
 * counts, because sources truncate it at different lengths.
 */
final class SimHash {
    private static final int TITLE_WEIGHT = 3;
    private static final int ORGANIZATION_WEIGHT = 2;
    private static final int DESCRIPTION_WORDS = 50;

    /** Texts with fewer distinct words get no fingerprint: "Open call for artists" is not distinctive. */
    private static final int MIN_WORDS = 16;

    private SimHash() {}

    /** Null if the text is too short. */
    static @Nullable Long of(String title, @Nullable String organization, @Nullable String description) {
        Map<String, Integer> weights = new HashMap<>();
        add(weights, StopWordTokenizer.tokenize(description, DESCRIPTION_WORDS), 1);
        add(weights, StopWordTokenizer.tokenize(organization), ORGANIZATION_WEIGHT);
        add(weights, StopWordTokenizer.tokenize(title), TITLE_WEIGHT);
        return weights.size() < MIN_WORDS ? null : fold(weights);
    }

    private static void add(Map<String, Integer> weights, List<String> words, int weight) {
        words.forEach(word -> weights.merge(word, weight, Math::max));
    }

    private static long fold(Map<String, Integer> weights) {
        int[] sums = new int[Long.SIZE];
        weights.forEach((word, weight) -> {
            long hash = hash(word);
            for (int bit = 0; bit < Long.SIZE; bit++) {
                sums[bit] += (hash >>> bit & 1) == 1 ? weight : -weight;
            }
        });
        long fingerprint = 0;
        for (int bit = 0; bit < Long.SIZE; bit++) {
            fingerprint |= sums[bit] > 0 ? 1L << bit : 0;
        }
        return fingerprint;
    }

    /** FNV-1a with the SplitMix64 finalizer. */
    private static long hash(String word) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < word.length(); i++) {
            hash = (hash ^ word.charAt(i)) * 0x100000001b3L;
        }
        hash = (hash ^ hash >>> 30) * 0xbf58476d1ce4e5b9L;
        hash = (hash ^ hash >>> 27) * 0x94d049bb133111ebL;
        return hash ^ hash >>> 31;
    }
}
