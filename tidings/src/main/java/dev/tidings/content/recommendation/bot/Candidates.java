package dev.tidings.content.recommendation.bot;

import java.util.Arrays;
import java.util.List;

/** The first stage: of all that can be picked, the few hundred whose words answer the reader's best. */
final class Candidates {
    static final int MOST = 200;

    /** Where words lead to less than this, the newest are looked at too. */
    private static final int LEAST = 40;

    private Candidates() {}

    /** In no particular order. */
    static List<Candidate> of(Catalog catalog, Taste taste, Eligibility eligibility) {
        float[] declared = new float[catalog.size()];
        float[] liked = new float[catalog.size()];
        catalog.words().score(taste.declared(), declared);
        catalog.words().score(taste.likedWords(), liked);
        normalize(liked, catalog);
        float[] passed = new float[catalog.size()];
        catalog.words().score(taste.passedWords(), passed);
        return Arrays.stream(best(catalog, together(declared, liked, taste), eligibility))
                .mapToObj(item -> new Candidate(
                        item,
                        declared[item],
                        liked[item],
                        passed[item] / catalog.words().norm(item)))
                .toList();
    }

    private static void normalize(float[] scores, Catalog catalog) {
        for (int item : catalog.newestFirst()) {
            if (scores[item] > 0) {
                scores[item] /= catalog.words().norm(item);
            }
        }
    }

    /** Each as a share of its best; what was liked counts for more the more is known. */
    private static float[] together(float[] declared, float[] liked, Taste taste) {
        float mostDeclared = most(declared);
        float mostLiked = most(liked);
        float trust = 1 + taste.known();
        float[] together = new float[declared.length];
        for (int i = 0; i < together.length; i++) {
            together[i] = declared[i] / mostDeclared + trust * liked[i] / mostLiked;
        }
        return together;
    }

    private static float most(float[] scores) {
        float most = 1e-6f;
        for (float score : scores) {
            most = Math.max(most, score);
        }
        return most;
    }

    private static int[] best(Catalog catalog, float[] scores, Eligibility eligibility) {
        Best best = new Best(MOST);
        for (int item : catalog.newestFirst()) {
            float score = scores[item];
            if (score > 0 && best.wants(item, score) && eligibility.allows(item)) {
                best.add(item, score);
            }
        }
        return best.size() >= LEAST ? best.items() : withNewest(best.items(), catalog, scores, eligibility);
    }

    private static int[] withNewest(int[] found, Catalog catalog, float[] scores, Eligibility eligibility) {
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
