package dev.tidings.recommender.ranking;

/** The items with the highest scores among those that were offered; of equal ones, those with the lower numbers. */
final class TopK {
    private final long[] heap;
    private int size;

    TopK(int most) {
        heap = new long[most];
    }

    /** Whether an item with this score, above zero, would be kept. */
    boolean accepts(int item, float score) {
        return size < heap.length || (size > 0 && key(item, score) > heap[0]);
    }

    /** A float above zero compares as its bits do. */
    private static long key(int item, float score) {
        return ((long) Float.floatToIntBits(score) << Integer.SIZE) | (~item & 0xffffffffL);
    }

    void add(int item, float score) {
        long key = key(item, score);
        if (size < heap.length) {
            heap[size++] = key;
            siftUp(size - 1);
        } else if (size > 0 && key > heap[0]) {
            heap[0] = key;
            siftDown();
        }
    }

    private void siftUp(int from) {
        int at = from;
        while (at > 0 && heap[at] < heap[(at - 1) / 2]) {
            swap(at, (at - 1) / 2);
            at = (at - 1) / 2;
        }
    }

    private void siftDown() {
        int at = 0;
        while (2 * at + 1 < size) {
            int child = 2 * at + 1;
            if (child + 1 < size && heap[child + 1] < heap[child]) {
                child++;
            }
            if (heap[at] <= heap[child]) {
                return;
            }
            swap(at, child);
            at = child;
        }
    }

    private void swap(int one, int other) {
        long kept = heap[one];
        heap[one] = heap[other];
        heap[other] = kept;
    }

    int size() {
        return size;
    }

    /** In no particular order. */
    int[] items() {
        int[] items = new int[size];
        for (int i = 0; i < size; i++) {
            items[i] = ~(int) heap[i];
        }
        return items;
    }
}
