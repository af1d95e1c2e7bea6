package dev.tidings.content.recommendation.bot;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The first stage: of all that can be picked, the few hundred whose words answer the reader's best. */
final class Candidates {
    static final int MOST = 200;

    /** Where words lead to less than this, the newest are looked at too. */
    private static final int LEAST = 40;

    private final Catalog catalog;
    private final Eligibility eligibility;
    private final float[] declared;
    private final float[] liked;
    private final float declaredScale;
    private final float likedScale;

    /** Each score counts as a share of its best; what was liked counts for more the more is known. */
    private Candidates(Catalog catalog, Taste taste, Eligibility eligibility) {
        this.catalog = catalog;
        this.eligibility = eligibility;
        declared = new float[catalog.size()];
        liked = new float[catalog.size()];
        catalog.words().score(taste.declared(), declared);
        catalog.words().score(taste.likedWords(), liked);
        catalog.words().share(liked);
        declaredScale = 1 / most(declared);
        likedScale = (1 + taste.known()) / most(liked);
    }

    /** In no particular order. */
    static List<Candidate> of(Catalog catalog, Taste taste, Eligibility eligibility) {
        Candidates all = new Candidates(catalog, taste, eligibility);
        int[] items = all.best();
        float[] passed = catalog.words().share(taste.passedWords(), items);
        return IntStream.range(0, items.length)
                .mapToObj(i -> new Candidate(items[i], all.declared[items[i]], all.liked[items[i]], passed[i]))
                .toList();
    }

    private static float most(float[] scores) {
        float most = 1e-6f;
        for (float score : scores) {
            most = Math.max(most, score);
        }
        return most;
    }

    private float score(int item) {
        return declared[item] * declaredScale + liked[item] * likedScale;
    }

    private int[] best() {
        Best best = new Best(MOST);
        for (int item = 0; item < catalog.size(); item++) {
            float score = score(item);
            if (score > 0 && best.wants(item, score) && eligibility.allows(item)) {
                best.add(item, score);
            }
        }
        return best.size() >= LEAST ? best.items() : withNewest(best.items());
    }

    private int[] withNewest(int[] found) {
        int[] filled = Arrays.copyOf(found, LEAST);
        int size = found.length;
        for (int item : catalog.newestFirst()) {
            if (size == LEAST) {
                break;
            }
            if (score(item) <= 0 && eligibility.allows(item)) {
                filled[size++] = item;
            }
        }
        return Arrays.copyOf(filled, size);
    }
}
