package dev.tidings.content.recommendation.bot;

import java.util.Arrays;
import java.util.List;

/**
 * Candidates' points in the topic space, side by side, so that all are compared with one direction in one sweep. They lie in
 * blocks, column by column, each small enough to stay in the processor's first cache while it is compared with many points.
 */
final class Crowd {
    private static final int BLOCK = 64;

    private final TopicSpace topics;
    private final int dimensions;
    private final int size;
    private final float[] columns;

    Crowd(TopicSpace topics, List<Candidate> candidates) {
        this.topics = topics;
        dimensions = topics.dimensions();
        size = candidates.size();
        columns = new float[dimensions * size];
        for (int from = 0; from < size; from += BLOCK) {
            turn(candidates, from, width(from));
        }
    }

    private void turn(List<Candidate> candidates, int from, int width) {
        for (int i = 0; i < width; i++) {
            int item = candidates.get(from + i).item();
            int at = from * dimensions + i;
            for (int k = 0; k < dimensions; k++) {
                columns[at + k * width] = topics.coordinate(item, k);
            }
        }
    }

    private int width(int from) {
        return Math.min(BLOCK, size - from);
    }

    /** How alike each candidate and a direction are. */
    float[] likeness(Direction direction) {
        float[] likeness = new float[size];
        float[] sums = new float[BLOCK];
        for (int from = 0; from < size; from += BLOCK) {
            compare(from, direction.values(), sums);
            System.arraycopy(sums, 0, likeness, from, width(from));
        }
        return likeness;
    }

    /** How alike each candidate is to the most alike of some opportunities; zero where there is none like it. */
    float[] nearest(int... items) {
        float[][] points = new float[items.length][];
        Arrays.setAll(points, i -> topics.coordinates(items[i]));
        float[] nearest = new float[size];
        float[] sums = new float[BLOCK];
        for (int from = 0; from < size; from += BLOCK) {
            for (float[] point : points) {
                compare(from, point, sums);
                for (int i = 0; i < width(from); i++) {
                    nearest[from + i] = Math.max(nearest[from + i], sums[i]);
                }
            }
        }
        return nearest;
    }

    /** Four columns at once, so that the sums are fetched and put back a quarter as often. */
    private void compare(int from, float[] point, float[] sums) {
        int width = width(from);
        Arrays.fill(sums, 0);
        int k = 0;
        for (; k + 3 < dimensions; k += 4) {
            addFour(from * dimensions + k * width, width, k, point, sums);
        }
        for (; k < dimensions; k++) {
            addOne(from * dimensions + k * width, width, point[k], sums);
        }
    }

    private void addFour(int first, int width, int k, float[] point, float[] sums) {
        float a = point[k];
        float b = point[k + 1];
        float c = point[k + 2];
        float d = point[k + 3];
        int second = first + width;
        int third = second + width;
        int fourth = third + width;
        for (int i = 0; i < width; i++) {
            sums[i] += a * columns[first + i]
                    + b * columns[second + i]
                    + (c * columns[third + i] + d * columns[fourth + i]);
        }
    }

    private void addOne(int column, int width, float scale, float[] sums) {
        for (int i = 0; i < width; i++) {
            sums[i] += scale * columns[column + i];
        }
    }
}
