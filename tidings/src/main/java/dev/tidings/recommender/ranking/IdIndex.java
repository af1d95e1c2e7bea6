package dev.tidings.recommender.ranking;

import dev.tidings.opportunities.Opportunity;
import java.util.Arrays;
import java.util.List;

/**
 * Maps ids of opportunities to their indexes by open addressing. Each reader needs hundreds of lookups, most outside
 * the processor's caches. The separate array of hashes halves the memory accesses of a {@code HashMap}.
 */
final class IdIndex {
    private static final int EMPTY = -1;
    private static final int SLOTS_PER_ID = 3;

    private final String[] ids;
    private final int[] hashes;
    private final int[] indexes;

    /** @param items the index of an item is its position in this list */
    IdIndex(List<Opportunity> items) {
        ids = items.stream().map(Opportunity::id).toArray(String[]::new);
        int capacity = Math.max(2, Integer.highestOneBit(ids.length * SLOTS_PER_ID));
        hashes = new int[capacity];
        indexes = new int[capacity];
        Arrays.fill(indexes, EMPTY);
        for (int index = 0; index < ids.length; index++) {
            int hash = ids[index].hashCode();
            int slot = slot(hash);
            while (indexes[slot] != EMPTY) {
                slot = nextSlot(slot);
            }
            hashes[slot] = hash;
            indexes[slot] = index;
        }
    }

    /** The index of an id, or {@link OpportunityIndex#NONE}. */
    int indexOf(String id) {
        int hash = id.hashCode();
        for (int slot = slot(hash); indexes[slot] != EMPTY; slot = nextSlot(slot)) {
            if (hashes[slot] == hash && ids[indexes[slot]].equals(id)) {
                return indexes[slot];
            }
        }
        return OpportunityIndex.NONE;
    }

    private int slot(int hash) {
        return (hash * 0x9E3779B1) >>> 7 & (indexes.length - 1);
    }

    private int nextSlot(int slot) {
        return slot + 1 & (indexes.length - 1);
    }
}
