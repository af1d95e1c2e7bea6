package dev.tidings.content.recommendation.bot;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The first stage: of all that can be picked, the few hundred whose words answer the reader's best. Serves one reader after
 * the other, since what is as long as the catalog is too long to be made anew for each.
 */
final class Candidates {
    static final int MOST = 200;

    /** Where words lead to less than this, the newest are looked at too. */
    private static final int LEAST = 40;

    private final Catalog catalog;
    private final float[] declared;
    private final float[] liked;
    private final float[] passed;
    private final float[] scores;

    Candidates(Catalog catalog) {
        this.catalog = catalog;
        declared = new float[catalog.size()];
        liked = new float[catalog.size()];
        passed = new float[catalog.size()];
        scores = new float[catalog.size()];
    }

    /** In no particular order. */
    List<Candidate> of(Taste taste, Eligibility eligibility) {
        catalog.words().score(taste.declared(), declared);
        catalog.words().score(taste.likedWords(), liked);
        catalog.words().share(liked);
        catalog.words().score(taste.passedWords(), passed);
        add(1 / most(declared), (1 + taste.known()) / most(liked));
        int[] items = best(eligibility);
        return IntStream.of(items)
                .mapToObj(item -> new Candidate(
                        item,
                        declared[item],
                        liked[item],
                        passed[item] / catalog.words().norm(item)))
                .toList();
    }

    private static float most(float[] scores) {
        float most = 1e-6f;
        for (float score : scores) {
            most = Math.max(most, score);
        }
        return most;
    }

    /** Each score counts as a share of its best; what was liked counts for more the more is known. */
    private void add(float declaredScale, float likedScale) {
        for (int item = 0; item < scores.length; item++) {
            scores[item] = declared[item] * declaredScale + liked[item] * likedScale;
        }
    }

    private int[] best(Eligibility eligibility) {
        Best best = new Best(MOST);
        for (int item = 0; item < scores.length; item++) {
            float score = scores[item];
            if (score > 0 && best.wants(item, score) && eligibility.allows(item)) {
                best.add(item, score);
            }
        }
        return best.size() >= LEAST ? best.items() : withNewest(best.items(), eligibility);
    }

    private int[] withNewest(int[] found, Eligibility eligibility) {
        int[] filled = Arrays.copyOf(found, LEAST);
        int size = found.length;
        for (int item : catalog.newestFirst()) {
            if (size == LEAST) {
                break;
            }
            if (scores[item] <= 0 && eligibility.allows(item)) {
                filled[size++] = item;
            }
        }
        return Arrays.copyOf(filled, size);
    }
}
