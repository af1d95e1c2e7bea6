package dev.tidings.recommender.ranking;

import java.util.Arrays;

/** What the ranker saw of an opportunity and a reader, in the order of {@link RankingModel#featureNames}. */
public final class FeatureVector {
    private final float[] values;

    /** @param values not to be changed any more */
    FeatureVector(float[] values) {
        this.values = values;
    }

    /** Those of an older release may be fewer: what it did not look at is zero. */
    public static FeatureVector of(float[] values) {
        return new FeatureVector(Arrays.copyOf(values, Feature.COUNT));
    }

    public float[] toArray() {
        return values.clone();
    }

    float at(int index) {
        return values[index];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FeatureVector features && Arrays.equals(values, features.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return Arrays.toString(values);
    }
}
