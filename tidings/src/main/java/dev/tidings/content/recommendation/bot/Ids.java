package dev.tidings.content.recommendation.bot;

import java.util.Arrays;
import java.util.List;

/**
 * The numbers of opportunities by their ids. Each reader has hundreds looked up, most of them not in the processor's caches: a
 * table of hashes beside the ids asks the memory half as often as a map does.
 */
final class Ids {
    private static final int FREE = -1;
    private static final int PLACES_PER_ID = 3;

    private final String[] ids;
    private final int[] hashes;
    private final int[] numbers;

    /** @param items each under the number of its place */
    Ids(List<Opportunity> items) {
        ids = items.stream().map(Opportunity::id).toArray(String[]::new);
        int places = Math.max(2, Integer.highestOneBit(ids.length * PLACES_PER_ID));
        hashes = new int[places];
        numbers = new int[places];
        Arrays.fill(numbers, FREE);
        for (int number = 0; number < ids.length; number++) {
            int hash = ids[number].hashCode();
            int place = place(hash);
            while (numbers[place] != FREE) {
                place = next(place);
            }
            hashes[place] = hash;
            numbers[place] = number;
        }
    }

    /** The number of an id, or {@link Catalog#NONE}. */
    int number(String id) {
        int hash = id.hashCode();
        for (int place = place(hash); numbers[place] != FREE; place = next(place)) {
            if (hashes[place] == hash && ids[numbers[place]].equals(id)) {
                return numbers[place];
            }
        }
        return Catalog.NONE;
    }

    private int place(int hash) {
        return (hash * 0x9E3779B1) >>> 7 & (numbers.length - 1);
    }

    private int next(int place) {
        return place + 1 & (numbers.length - 1);
    }
}
