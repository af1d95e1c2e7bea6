package dev.tidings.recommender.ranking;

import dev.tidings.opportunities.Opportunity;
import java.util.Arrays;
import java.util.List;

/**
 * The numbers of opportunities by their ids. Each reader has hundreds looked up, most of them not in the processor's caches: a
 * table of hashes beside the ids asks the memory half as often as a map does.
 */
final class IdIndex {
    private static final int EMPTY = -1;
    private static final int SLOTS_PER_ID = 3;

    private final String[] ids;
    private final int[] hashes;
    private final int[] numbers;

    /** @param items each under the number of its place */
    IdIndex(List<Opportunity> items) {
        ids = items.stream().map(Opportunity::id).toArray(String[]::new);
        int places = Math.max(2, Integer.highestOneBit(ids.length * SLOTS_PER_ID));
        hashes = new int[places];
        numbers = new int[places];
        Arrays.fill(numbers, EMPTY);
        for (int number = 0; number < ids.length; number++) {
            int hash = ids[number].hashCode();
            int place = slot(hash);
            while (numbers[place] != EMPTY) {
                place = nextSlot(place);
            }
            hashes[place] = hash;
            numbers[place] = number;
        }
    }

    /** The number of an id, or {@link OpportunityIndex#NONE}. */
    int indexOf(String id) {
        int hash = id.hashCode();
        for (int place = slot(hash); numbers[place] != EMPTY; place = nextSlot(place)) {
            if (hashes[place] == hash && ids[numbers[place]].equals(id)) {
                return numbers[place];
            }
        }
        return OpportunityIndex.NONE;
    }

    private int slot(int hash) {
        return (hash * 0x9E3779B1) >>> 7 & (numbers.length - 1);
    }

    private int nextSlot(int place) {
        return place + 1 & (numbers.length - 1);
    }
}
