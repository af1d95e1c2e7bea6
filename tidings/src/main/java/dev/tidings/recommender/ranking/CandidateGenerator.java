package dev.tidings.recommender.ranking;

import dev.tidings.recommender.ranking.LikedWordSimilarity.NearestLiked;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The first ranking stage: selects the few hundred eligible opportunities with the best term scores. Reuses its score
 * arrays, which are as long as the catalog, for every reader. Not thread-safe.
 */
final class CandidateGenerator {
    static final int MAX_CANDIDATES = 200;

    /** With fewer matches than this, the newest eligible opportunities fill up. */
    private static final int MIN_CANDIDATES = 40;

    private final OpportunityIndex catalog;
    private final WordPreference preference;
    private final WordPreference tagPreference;
    private final LikedWordSimilarity similarity;
    private final float[] declared;
    private final float[] liked;
    private final float[] passed;
    private final float[] scores;

    CandidateGenerator(OpportunityIndex catalog) {
        this.catalog = catalog;
        preference = new WordPreference(catalog.termIndex(), ReaderProfile::declared);
        tagPreference = new WordPreference(catalog.tagIndex(), ReaderProfile::declaredTags);
        similarity = new LikedWordSimilarity(catalog.termIndex());
        declared = new float[catalog.size()];
        liked = new float[catalog.size()];
        passed = new float[catalog.size()];
        scores = new float[catalog.size()];
    }

    /** The order is unspecified. */
    List<Candidate> generate(ReaderProfile profile, Eligibility eligibility) {
        catalog.termIndex().score(profile.declared(), declared);
        catalog.termIndex().score(profile.likedWords(), liked);
        catalog.termIndex().normalizeByLength(liked);
        catalog.termIndex().score(profile.passedWords(), passed);
        combine(1 / max(declared), (1 + profile.confidence()) / max(liked));
        int[] items = topItems(eligibility);
        float[] preferences = preference.values(profile, items);
        float[] tagPreferences = tagPreference.values(profile, items);
        NearestLiked nearest = similarity.nearest(profile.liked(), items);
        return IntStream.range(0, items.length)
                .mapToObj(i -> new Candidate(
                        items[i],
                        declared[items[i]],
                        liked[items[i]],
                        passed[items[i]] / catalog.termIndex().norm(items[i]),
                        preferences[i],
                        tagPreferences[i],
                        nearest.nearest(i),
                        nearest.second(i)))
                .toList();
    }

    private static float max(float[] scores) {
        float max = 1e-6f;
        for (float score : scores) {
            max = Math.max(max, score);
        }
        return max;
    }

    /** Scales each score by its maximum. The liked score gains weight with the confidence of the profile. */
    private void combine(float declaredScale, float likedScale) {
        for (int item = 0; item < scores.length; item++) {
            scores[item] = declared[item] * declaredScale + liked[item] * likedScale;
        }
    }

    private int[] topItems(Eligibility eligibility) {
        TopK top = new TopK(MAX_CANDIDATES);
        for (int item = 0; item < scores.length; item++) {
            float score = scores[item];
            if (score > 0 && top.accepts(item, score) && eligibility.allows(item)) {
                top.add(item, score);
            }
        }
        return top.size() >= MIN_CANDIDATES ? top.items() : fillWithNewest(top.items(), eligibility);
    }

    private int[] fillWithNewest(int[] selected, Eligibility eligibility) {
        int[] items = Arrays.copyOf(selected, MIN_CANDIDATES);
        int size = selected.length;
        for (int item : catalog.newestFirst()) {
            if (size == MIN_CANDIDATES) {
                break;
            }
            if (scores[item] <= 0 && eligibility.allows(item)) {
                items[size++] = item;
            }
        }
        return Arrays.copyOf(items, size);
    }
}
