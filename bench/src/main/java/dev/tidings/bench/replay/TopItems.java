package dev.tidings.bench.replay;

import dev.tidings.bench.replay.Policy.ObservedReader;
import java.util.ArrayList;
import java.util.List;

/** The items with the highest scores. */
final class TopItems {
    static final int LETTER_SIZE = 5;

    private TopItems() {}

    static boolean isNew(ObservedReader observed, int item) {
        return !observed.shown().contains(item) && !observed.reader().known().contains(item);
    }

    /**
     * Returns the five live items with the highest scores that are new to the reader. Ties keep the order of
     * {@code live}.
     */
    static List<Integer> select(int[] live, float[] scores, ObservedReader observed) {
        int[] best = new int[LETTER_SIZE];
        int size = 0;
        for (int item : live) {
            boolean enters = size < LETTER_SIZE || scores[item] > scores[best[size - 1]];
            if (enters && isNew(observed, item)) {
                int at = size < LETTER_SIZE ? size++ : size - 1;
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
