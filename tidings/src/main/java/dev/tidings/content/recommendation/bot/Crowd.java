package dev.tidings.content.recommendation.bot;

import java.util.Arrays;
import java.util.List;

/** Candidates' points in the topic space, side by side, so that all are compared with one direction in one sweep. */
final class Crowd {
    private static final int BLOCK = 16;

    private final TopicSpace topics;
    private final int size;
    private final float[] columns;

    Crowd(TopicSpace topics, List<Candidate> candidates) {
        this.topics = topics;
        size = candidates.size();
        columns = new float[topics.dimensions() * size];
        int[] items = candidates.stream().mapToInt(Candidate::item).toArray();
        for (int from = 0; from < size; from += BLOCK) {
            turn(items, from, Math.min(size, from + BLOCK));
        }
    }

    /** A few rows at a time, so that what is read and what is written stay near. */
    private void turn(int[] items, int from, int to) {
        for (int k = 0; k < topics.dimensions(); k++) {
            for (int i = from; i < to; i++) {
                columns[k * size + i] = topics.coordinate(items[i], k);
            }
        }
    }

    /** How alike each candidate and a direction are. */
    float[] likeness(Direction direction) {
        float[] likeness = new float[size];
        add(direction.values(), likeness);
        return likeness;
    }

    /** How alike each candidate is to the most alike of some opportunities; zero where there is none like it. */
    float[] nearest(int... items) {
        float[] nearest = new float[size];
        float[] likeness = new float[size];
        for (int item : items) {
            Arrays.fill(likeness, 0);
            add(topics.coordinates(item), likeness);
            for (int i = 0; i < size; i++) {
                nearest[i] = Math.max(nearest[i], likeness[i]);
            }
        }
        return nearest;
    }

    /** Four columns at once, so that the sums are fetched and put back a quarter as often. */
    private void add(float[] point, float[] sums) {
        int k = 0;
        for (; k + 3 < point.length; k += 4) {
            addFour(k, point, sums);
        }
        for (; k < point.length; k++) {
            addOne(k, point[k], sums);
        }
    }

    private void addFour(int k, float[] point, float[] sums) {
        float a = point[k];
        float b = point[k + 1];
        float c = point[k + 2];
        float d = point[k + 3];
        int first = k * size;
        int second = first + size;
        int third = second + size;
        int fourth = third + size;
        for (int i = 0; i < size; i++) {
            sums[i] += a * columns[first + i]
                    + b * columns[second + i]
                    + (c * columns[third + i] + d * columns[fourth + i]);
        }
    }

    private void addOne(int k, float scale, float[] sums) {
        int from = k * size;
        for (int i = 0; i < size; i++) {
            sums[i] += scale * columns[from + i];
        }
    }
}
