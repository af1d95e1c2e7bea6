package dev.tidings.recommender.ranking;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * Dictionary encoding of one attribute of all opportunities. Equal values share a code, and a test per reader runs once
 * per distinct value.
 */
final class DictionaryEncoding<T> {
    private final Map<T, Integer> codes = new HashMap<>();
    private final List<T> values = new ArrayList<>();
    private final int[] byItem;

    DictionaryEncoding(int items, IntFunction<T> value) {
        byItem = new int[items];
        for (int item = 0; item < items; item++) {
            byItem[item] = codes.computeIfAbsent(value.apply(item), added -> {
                values.add(added);
                return values.size() - 1;
            });
        }
    }

    int size() {
        return values.size();
    }

    T value(int code) {
        return values.get(code);
    }

    /** The code of an opportunity's value. */
    int codeAt(int item) {
        return byItem[item];
    }

    /** The code of a value, or {@link OpportunityIndex#NONE}. */
    int codeOf(T value) {
        return codes.getOrDefault(value, OpportunityIndex.NONE);
    }
}
