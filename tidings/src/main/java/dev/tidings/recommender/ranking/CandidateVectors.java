package dev.tidings.recommender.ranking;

import java.util.Arrays;
import java.util.List;

/**
 * Candidates' points in the topic space, side by side, so that all are compared with one direction in one sweep. They lie
 * dimension by dimension, each in an array of its own: only so can the processor be given many of them at once.
 */
final class CandidateVectors {
    private final TopicSpace topics;
    private final int size;
    private final float[][] columns;

    CandidateVectors(TopicSpace topics, List<Candidate> candidates) {
        this.topics = topics;
        size = candidates.size();
        columns = new float[topics.dimensions()][size];
        for (int i = 0; i < size; i++) {
            float[] point = topics.coordinates(candidates.get(i).item());
            for (int k = 0; k < columns.length; k++) {
                columns[k][i] = point[k];
            }
        }
    }

    /** How alike each candidate and a direction are. */
    float[] similarities(UnitVector direction) {
        float[] likeness = new float[size];
        addDotProducts(direction.values(), likeness);
        return likeness;
    }

    /** How alike each candidate is to the most alike of some opportunities; zero where there is none like it. */
    float[] maxSimilarities(int... items) {
        float[] nearest = new float[size];
        float[] likeness = new float[size];
        for (int item : items) {
            Arrays.fill(likeness, 0);
            addDotProducts(topics.coordinates(item), likeness);
            for (int i = 0; i < size; i++) {
                nearest[i] = Math.max(nearest[i], likeness[i]);
            }
        }
        return nearest;
    }

    /** Four columns at once, so that the sums are fetched and put back a quarter as often. */
    private void addDotProducts(float[] point, float[] sums) {
        int k = 0;
        for (; k + 3 < columns.length; k += 4) {
            addFour(k, point, sums);
        }
        for (; k < columns.length; k++) {
            addOne(columns[k], point[k], sums);
        }
    }

    private void addFour(int k, float[] point, float[] sums) {
        float a = point[k];
        float b = point[k + 1];
        float c = point[k + 2];
        float d = point[k + 3];
        float[] first = columns[k];
        float[] second = columns[k + 1];
        float[] third = columns[k + 2];
        float[] fourth = columns[k + 3];
        for (int i = 0; i < sums.length; i++) {
            sums[i] += a * first[i] + b * second[i] + (c * third[i] + d * fourth[i]);
        }
    }

    private static void addOne(float[] column, float scale, float[] sums) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += scale * column[i];
        }
    }
}
