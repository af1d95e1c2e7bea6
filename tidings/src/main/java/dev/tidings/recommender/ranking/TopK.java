package dev.tidings.recommender.ranking;

/** Keeps the items with the highest scores, in a binary heap. Among equal scores, the lower item wins. */
final class TopK {
    private final long[] heap;
    private int size;

    TopK(int capacity) {
        heap = new long[capacity];
    }

    /** Whether {@link #add} would keep an item with this score. The score must be positive. */
    boolean accepts(int item, float score) {
        return size < heap.length || (size > 0 && key(item, score) > heap[0]);
    }

    /** The bits of positive floats sort like the floats. */
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
        int index = from;
        while (index > 0 && heap[index] < heap[(index - 1) / 2]) {
            swap(index, (index - 1) / 2);
            index = (index - 1) / 2;
        }
    }

    private void siftDown() {
        int index = 0;
        while (2 * index + 1 < size) {
            int child = 2 * index + 1;
            if (child + 1 < size && heap[child + 1] < heap[child]) {
                child++;
            }
            if (heap[index] <= heap[child]) {
                return;
            }
            swap(index, child);
            index = child;
        }
    }

    private void swap(int left, int right) {
        long swapped = heap[left];
        heap[left] = heap[right];
        heap[right] = swapped;
    }

    int size() {
        return size;
    }

    /** The order is unspecified. */
    int[] items() {
        int[] items = new int[size];
        for (int i = 0; i < size; i++) {
            items[i] = ~(int) heap[i];
        }
        return items;
    }
}
