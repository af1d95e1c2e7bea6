package dev.tidings.content.recommendation.bot;

/** A point of the topic space at distance one from its middle, or the middle itself where nothing is known. */
final class Direction {
    private static final double NOTHING = 1e-20;

    private final float[] values;

    private Direction(float[] values) {
        this.values = values;
    }

    /** Where this sum points to. */
    static Direction of(float[] sum) {
        double squares = 0;
        for (float value : sum) {
            squares += value * value;
        }
        float scale = squares < NOTHING ? 0 : (float) (1 / Math.sqrt(squares));
        float[] values = new float[sum.length];
        for (int k = 0; k < values.length; k++) {
            values[k] = sum[k] * scale;
        }
        return new Direction(values);
    }

    float[] values() {
        return values;
    }
}
