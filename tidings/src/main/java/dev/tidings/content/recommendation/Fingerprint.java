package dev.tidings.content.recommendation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A SimHash of what an opportunity says of itself (Charikar 2002): 64 bits, few of which differ between texts that share
 * most of their words. The words of the title weigh most, then those of the organization. Of the description the beginning
 * counts, since sources cut it at different lengths.
 */
final class Fingerprint {
    private static final int TITLE_WEIGHT = 3;
    private static final int ORGANIZATION_WEIGHT = 2;
    private static final int DESCRIPTION_WORDS = 50;

    /** Fewer different words say too little: there are many an "Open call for artists". */
    private static final int FEWEST_WORDS = 16;

    private Fingerprint() {}

    /** Null if the text is too short to be known by. */
    static @Nullable Long of(String title, @Nullable String organization, @Nullable String description) {
        Map<String, Integer> weights = new HashMap<>();
        add(weights, Words.of(description, DESCRIPTION_WORDS), 1);
        add(weights, Words.of(organization), ORGANIZATION_WEIGHT);
        add(weights, Words.of(title), TITLE_WEIGHT);
        return weights.size() < FEWEST_WORDS ? null : simHash(weights);
    }

    private static void add(Map<String, Integer> weights, List<String> words, int weight) {
        words.forEach(word -> weights.merge(word, weight, Math::max));
    }

    private static long simHash(Map<String, Integer> weights) {
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

    /** FNV-1a, its bits mixed as SplitMix64 does. */
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
