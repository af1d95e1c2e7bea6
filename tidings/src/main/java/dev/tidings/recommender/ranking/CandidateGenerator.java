package dev.tidings.recommender.ranking;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The first stage: of all that can be picked, the few hundred whose words answer the reader's best. Serves one reader after
 * the other, since what is as long as the catalog is too long to be made anew for each.
 */
final class CandidateGenerator {
    static final int MAX_CANDIDATES = 200;

    /** Where words lead to less than this, the newest are looked at too. */
    private static final int MIN_CANDIDATES = 40;

    private final OpportunityIndex catalog;
    private final float[] declared;
    private final float[] liked;
    private final float[] passed;
    private final float[] scores;

    CandidateGenerator(OpportunityIndex catalog) {
        this.catalog = catalog;
        declared = new float[catalog.size()];
        liked = new float[catalog.size()];
        passed = new float[catalog.size()];
        scores = new float[catalog.size()];
    }

    /** In no particular order. */
    List<Candidate> generate(ReaderProfile taste, Eligibility eligibility) {
        catalog.termIndex().score(taste.declared(), declared);
        catalog.termIndex().score(taste.likedWords(), liked);
        catalog.termIndex().normalizeByLength(liked);
        catalog.termIndex().score(taste.passedWords(), passed);
        combine(1 / max(declared), (1 + taste.confidence()) / max(liked));
        int[] items = best(eligibility);
        return IntStream.of(items)
                .mapToObj(item -> new Candidate(
                        item,
                        declared[item],
                        liked[item],
                        passed[item] / catalog.termIndex().norm(item)))
                .toList();
    }

    private static float max(float[] scores) {
        float most = 1e-6f;
        for (float score : scores) {
            most = Math.max(most, score);
        }
        return most;
    }

    /** Each score counts as a share of its best; what was liked counts for more the more is known. */
    private void combine(float declaredScale, float likedScale) {
        for (int item = 0; item < scores.length; item++) {
            scores[item] = declared[item] * declaredScale + liked[item] * likedScale;
        }
    }

    private int[] best(Eligibility eligibility) {
        TopK best = new TopK(MAX_CANDIDATES);
        for (int item = 0; item < scores.length; item++) {
            float score = scores[item];
            if (score > 0 && best.accepts(item, score) && eligibility.allows(item)) {
                best.add(item, score);
            }
        }
        return best.size() >= MIN_CANDIDATES ? best.items() : withNewest(best.items(), eligibility);
    }

    private int[] withNewest(int[] found, Eligibility eligibility) {
        int[] filled = Arrays.copyOf(found, MIN_CANDIDATES);
        int size = found.length;
        for (int item : catalog.newestFirst()) {
            if (size == MIN_CANDIDATES) {
                break;
            }
            if (scores[item] <= 0 && eligibility.allows(item)) {
                filled[size++] = item;
            }
        }
        return Arrays.copyOf(filled, size);
    }
}
