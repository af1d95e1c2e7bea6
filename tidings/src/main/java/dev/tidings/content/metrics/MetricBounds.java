package dev.tidings.content.metrics;

import java.math.BigDecimal;

/** The bounds of a daily value. A value beyond them is an error and would break the layout of letters. */
final class MetricBounds {
    private static final int MAX_INTEGER_DIGITS = 18;
    private static final int MAX_DECIMALS = 40;

    private MetricBounds() {}

    /** Below 10^18, with at most 40 decimals. */
    static boolean isWithinBounds(BigDecimal value) {
        return (long) value.precision() - value.scale() <= MAX_INTEGER_DIGITS && value.scale() <= MAX_DECIMALS;
    }
}
