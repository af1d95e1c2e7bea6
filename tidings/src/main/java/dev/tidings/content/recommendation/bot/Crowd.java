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
        for (int k = 0; k < topics.dimensions(); k++) {
            add(k, direction.values()[k], likeness);
        }
        return likeness;
    }

    /** How alike each candidate is to the most alike of some opportunities; zero where there is none like it. */
    float[] nearest(int[] items) {
        float[] nearest = new float[size];
        float[] likeness = new float[size];
        for (int item : items) {
            Arrays.fill(likeness, 0);
            for (int k = 0; k < topics.dimensions(); k++) {
                add(k, topics.coordinate(item, k), likeness);
            }
            for (int i = 0; i < size; i++) {
                nearest[i] = Math.max(nearest[i], likeness[i]);
            }
        }
        return nearest;
    }

    private void add(int k, float scale, float[] sums) {
        int from = k * size;
        for (int i = 0; i < size; i++) {
            sums[i] += scale * columns[from + i];
        }
    }
}
