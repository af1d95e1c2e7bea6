package dev.tidings.bench.replay;

import dev.tidings.bench.replay.Policy.Visitor;
import java.util.ArrayList;
import java.util.List;

/** The best few of many scores. */
final class Ranking {
    static final int PLACES = 5;

    private Ranking() {}

    static boolean isNew(Visitor visitor, int item) {
        return !visitor.shown().contains(item) && !visitor.person().given().contains(item);
    }

    /** The five live items with the highest scores that are new to the reader; of equals the earlier in {@code live}. */
    static List<Integer> best(int[] live, float[] scores, Visitor visitor) {
        int[] best = new int[PLACES];
        int size = 0;
        for (int item : live) {
            boolean enters = size < PLACES || scores[item] > scores[best[size - 1]];
            if (enters && isNew(visitor, item)) {
                int at = size < PLACES ? size++ : size - 1;
                while (at > 0 && scores[item] > scores[best[at - 1]]) {
                    best[at] = best[at - 1];
                    at--;
                }
                best[at] = item;
            }
        }
        List<Integer> items = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            items.add(best[i]);
        }
        return items;
    }
}
