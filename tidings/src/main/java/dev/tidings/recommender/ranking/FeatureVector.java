package dev.tidings.recommender.ranking;

import java.util.Arrays;

/** The features of one opportunity for one reader, in the order of {@link RankingModel#featureNames}. */
public final class FeatureVector {
    private final float[] values;

    /** Does not copy the array; the caller must not change it afterwards. */
    FeatureVector(float[] values) {
        this.values = values;
    }

    /** Accepts the shorter vectors of older releases. Missing features are zero. */
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
