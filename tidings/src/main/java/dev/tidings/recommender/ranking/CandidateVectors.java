package dev.tidings.recommender.ranking;

import java.util.Arrays;
import java.util.List;

/**
 * The topic vectors of one reader's candidates, stored column by column (one array per dimension). This layout lets the
 * JIT compiler vectorize the comparison of all candidates with one direction.
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

    /** The cosine between each candidate and a direction. */
    float[] similarities(UnitVector direction) {
        float[] similarities = new float[size];
        addDotProducts(direction.values(), similarities);
        return similarities;
    }

    /** For each candidate, the maximum of zero and its cosines with the given opportunities. */
    float[] maxSimilarities(int... items) {
        float[] maxima = new float[size];
        float[] similarities = new float[size];
        for (int item : items) {
            Arrays.fill(similarities, 0);
            addDotProducts(topics.coordinates(item), similarities);
            for (int i = 0; i < size; i++) {
                maxima[i] = Math.max(maxima[i], similarities[i]);
            }
        }
        return maxima;
    }

    /** Adds four columns per pass, which quarters the loads and stores of the sums. */
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
        float scaleA = point[k];
        float scaleB = point[k + 1];
        float scaleC = point[k + 2];
        float scaleD = point[k + 3];
        float[] first = columns[k];
        float[] second = columns[k + 1];
        float[] third = columns[k + 2];
        float[] fourth = columns[k + 3];
        for (int i = 0; i < sums.length; i++) {
            sums[i] += scaleA * first[i] + scaleB * second[i] + (scaleC * third[i] + scaleD * fourth[i]);
        }
    }

    private static void addOne(float[] column, float scale, float[] sums) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += scale * column[i];
        }
    }
}
