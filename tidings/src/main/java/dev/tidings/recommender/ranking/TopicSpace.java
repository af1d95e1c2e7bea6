package dev.tidings.recommender.ranking;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A low-dimensional space in which opportunities on the same subject point in the same direction even if their words
 * differ. Latent semantic analysis by subspace iteration (Halko, Martinsson and Tropp, 2011) from a fixed start.
 */
final class TopicSpace {
    static final int DIMENSIONS = 128;

    /** The axes are computed from at most this many opportunities. The others are only projected. */
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
        int[] sample = sampleItems(index.size());
        int[] axisOf = rows(index, sample);
        int rows = Arrays.stream(axisOf).max().orElse(-1) + 1;
        int dimensions = Math.min(DIMENSIONS, Math.min(rows, sample.length));
        TopicSpace space = new TopicSpace(dimensions, axisOf, randomAxes(rows, dimensions), new float[index.size()][]);
        for (int i = 0; i < ITERATIONS; i++) {
            space.iterate(index, sample);
            CholeskyQr.orthonormalize(space.axes, dimensions);
        }
        Arrays.setAll(space.points, item -> space.embed(index.vector(item)).values());
        return space;
    }

    private static int[] sampleItems(int size) {
        int count = Math.min(size, MAX_SAMPLE);
        int[] sample = new int[count];
        for (int i = 0; i < count; i++) {
            sample[i] = (int) ((long) i * size / count);
        }
        return sample;
    }

    /** The row of each word in the axes; -1 for words in too few opportunities. */
    private static int[] rows(InvertedIndex index, int[] sample) {
        int[] documentFrequency = new int[index.vocabularySize()];
        for (int item : sample) {
            SparseVector vector = index.vector(item);
            for (int i = 0; i < vector.size(); i++) {
                documentFrequency[vector.word(i)]++;
            }
        }
        int rows = 0;
        int[] axisOf = new int[documentFrequency.length];
        for (int word = 0; word < documentFrequency.length; word++) {
            axisOf[word] = documentFrequency[word] >= MIN_DOCUMENT_FREQUENCY ? rows++ : -1;
        }
        return axisOf;
    }

    private static float[][] randomAxes(int rows, int dimensions) {
        SplittableRandom random = new SplittableRandom(SEED);
        float[][] axes = new float[rows][dimensions];
        for (float[] axis : axes) {
            for (int k = 0; k < dimensions; k++) {
                axis[k] = (float) random.nextDouble(-1, 1);
            }
        }
        return axes;
    }

    /** Multiplies the axes by AᵀA, the words' similarity matrix, without building that matrix. */
    private void iterate(InvertedIndex index, int[] sample) {
        float[][] next = new float[axes.length][dimensions];
        float[] row = new float[dimensions];
        for (int item : sample) {
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

    private void project(SparseVector vector, float[] target) {
        for (int i = 0; i < vector.size(); i++) {
            int axis = axisOf[vector.word(i)];
            if (axis >= 0) {
                add(axes[axis], vector.weight(i), target);
            }
        }
    }

    /** Each row is an array of its own. This lets the JIT compiler vectorize the loop. */
    private static void add(float[] row, float scale, float[] sum) {
        for (int k = 0; k < sum.length; k++) {
            sum[k] += scale * row[k];
        }
    }

    int dimensions() {
        return dimensions;
    }

    /** The direction of a text with these words. */
    UnitVector embed(SparseVector words) {
        float[] point = new float[dimensions];
        project(words, point);
        return UnitVector.of(point);
    }

    /** Adds an opportunity's unit vector, scaled, to a sum. */
    void add(int item, float scale, float[] sum) {
        add(points[item], scale, sum);
    }

    /** The unit vector of an opportunity. Callers must not change it. */
    float[] coordinates(int item) {
        return points[item];
    }

    /** The cosine between two opportunities. */
    float similarity(int item, int other) {
        return dot(points[item], points[other]);
    }

    /** Four independent partial sums avoid a chain of dependent additions. */
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
