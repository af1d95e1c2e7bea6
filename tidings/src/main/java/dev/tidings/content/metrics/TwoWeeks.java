package dev.tidings.content.metrics;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One account's daily numbers for the week of an edition and the week before, summed over their sources.
 *
 * <p>A day without a row and a metric without a value are zero.
 */
final class TwoWeeks {
    static final int DAYS = 14;
    private static final int WEEK = 7;

    private final BigDecimal[][] days;
    private @Nullable String error;

    TwoWeeks(int metrics) {
        days = new BigDecimal[metrics][DAYS];
        for (BigDecimal[] metric : days) {
            Arrays.fill(metric, BigDecimal.ZERO);
        }
    }

    /** @param day counted from the Monday of the week before, 0 to 13 */
    void add(int metric, int day, BigDecimal value) {
        days[metric][day] = days[metric][day].add(value);
    }

    /** Keeps the first reason. */
    void fail(String reason) {
        if (error == null) {
            error = reason;
        }
    }

    /** Why these numbers cannot be shown, or null. */
    @Nullable
    String error() {
        return error;
    }

    List<BigDecimal> week(int metric) {
        return List.of(days[metric]).subList(WEEK, DAYS);
    }

    List<BigDecimal> weekBefore(int metric) {
        return List.of(days[metric]).subList(0, WEEK);
    }
}
