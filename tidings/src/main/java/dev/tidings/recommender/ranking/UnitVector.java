package dev.tidings.recommender.ranking;

/** A vector of length one, or the zero vector if nothing is known. */
final class UnitVector {
    private static final double ZERO_NORM = 1e-20;

    private final float[] values;

    private UnitVector(float[] values) {
        this.values = values;
    }

    /** Scales a vector to length one. */
    static UnitVector of(float[] sum) {
        double squares = 0;
        for (float value : sum) {
            squares += value * value;
        }
        float scale = squares < ZERO_NORM ? 0 : (float) (1 / Math.sqrt(squares));
        float[] values = new float[sum.length];
        for (int k = 0; k < values.length; k++) {
            values[k] = sum[k] * scale;
        }
        return new UnitVector(values);
    }

    float[] values() {
        return values;
    }
}
