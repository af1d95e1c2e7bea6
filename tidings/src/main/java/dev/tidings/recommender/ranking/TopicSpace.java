package dev.tidings.recommender.ranking;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Opportunities as points in a space of few dimensions in which those about the same thing lie in the same direction though
 * they use other words: latent semantic analysis, by subspace iteration (Halko, Martinsson and Tropp, 2011) from a fixed
 * start.
 */
final class TopicSpace {
    static final int DIMENSIONS = 128;

    /** Axes are found in no more opportunities than this; the others are only placed among them. */
    private static final int MAX_SAMPLE = 20_000;

    private static final int ITERATIONS = 2;
    private static final long SEED = 20_261_122;
    private static final int MIN_DOCUMENT_FREQUENCY = 3;

    private final int dimensions;
    private final int[] axisOf;
    private final float[][] axes;
    private final float[][] points;

    private TopicSpace(int dimensions, int[] axisOf, float[][] axes, float[][] points) {
        this.dimensions = dimensions;
        this.axisOf = axisOf;
        this.axes = axes;
        this.points = points;
    }

    static TopicSpace of(InvertedIndex index) {
        int[] surveyed = sampleItems(index.size());
        int[] axisOf = rows(index, surveyed);
        int rows = Arrays.stream(axisOf).max().orElse(-1) + 1;
        int dimensions = Math.min(DIMENSIONS, Math.min(rows, surveyed.length));
        TopicSpace space = new TopicSpace(dimensions, axisOf, start(rows, dimensions), new float[index.size()][]);
        for (int i = 0; i < ITERATIONS; i++) {
            space.iterate(index, surveyed);
            CholeskyQr.orthonormalize(space.axes, dimensions);
        }
        Arrays.setAll(space.points, item -> space.embed(index.vector(item)).values());
        return space;
    }

    private static int[] sampleItems(int size) {
        int count = Math.min(size, MAX_SAMPLE);
        int[] surveyed = new int[count];
        for (int i = 0; i < count; i++) {
            surveyed[i] = (int) ((long) i * size / count);
        }
        return surveyed;
    }

    /** The row of each word among the axes; -1 where a word is in too few opportunities to connect any. */
    private static int[] rows(InvertedIndex index, int[] surveyed) {
        int[] holders = new int[index.vocabulary()];
        for (int item : surveyed) {
            SparseVector vector = index.vector(item);
            for (int i = 0; i < vector.size(); i++) {
                holders[vector.word(i)]++;
            }
        }
        int rows = 0;
        int[] axisOf = new int[holders.length];
        for (int word = 0; word < holders.length; word++) {
            axisOf[word] = holders[word] >= MIN_DOCUMENT_FREQUENCY ? rows++ : -1;
        }
        return axisOf;
    }

    private static float[][] start(int rows, int dimensions) {
        SplittableRandom random = new SplittableRandom(SEED);
        float[][] axes = new float[rows][dimensions];
        for (float[] axis : axes) {
            for (int k = 0; k < dimensions; k++) {
                axis[k] = (float) random.nextDouble(-1, 1);
            }
        }
        return axes;
    }

    /** One multiplication of the axes by the words' likeness to each other, AᵀA, without ever building it. */
    private void iterate(InvertedIndex index, int[] surveyed) {
        float[][] next = new float[axes.length][dimensions];
        float[] row = new float[dimensions];
        for (int item : surveyed) {
            SparseVector vector = index.vector(item);
            Arrays.fill(row, 0);
            project(vector, row);
            float scale = 1 / (index.norm(item) * index.norm(item));
            for (int i = 0; i < vector.size(); i++) {
                int axis = axisOf[vector.word(i)];
                if (axis >= 0) {
                    add(row, vector.weight(i) * scale, next[axis]);
                }
            }
        }
        System.arraycopy(next, 0, axes, 0, axes.length);
    }

    private void project(SparseVector vector, float[] onto) {
        for (int i = 0; i < vector.size(); i++) {
            int axis = axisOf[vector.word(i)];
            if (axis >= 0) {
                add(axes[axis], vector.weight(i), onto);
            }
        }
    }

    /** A row has an array of its own: only so can the processor be given many of its numbers at once. */
    private static void add(float[] row, float scale, float[] sum) {
        for (int k = 0; k < sum.length; k++) {
            sum[k] += scale * row[k];
        }
    }

    int dimensions() {
        return dimensions;
    }

    /** Where a text with these words lies. */
    UnitVector embed(SparseVector words) {
        float[] point = new float[dimensions];
        project(words, point);
        return UnitVector.of(point);
    }

    /** Adds an opportunity's direction to a sum. */
    void add(int item, float scale, float[] sum) {
        add(points[item], scale, sum);
    }

    /** Where an opportunity lies; not to be changed. */
    float[] coordinates(int item) {
        return points[item];
    }

    /** How alike two opportunities are: the cosine between them. */
    float similarity(int item, int other) {
        return dot(points[item], points[other]);
    }

    /** Four sums side by side, so that they need not wait for one another. */
    private static float dot(float[] left, float[] right) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        int k = 0;
        for (; k + 3 < left.length; k += 4) {
            a += left[k] * right[k];
            b += left[k + 1] * right[k + 1];
            c += left[k + 2] * right[k + 2];
            d += left[k + 3] * right[k + 3];
        }
        for (; k < left.length; k++) {
            a += left[k] * right[k];
        }
        return a + b + (c + d);
    }
}
