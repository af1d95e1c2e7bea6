package dev.tidings.content.metrics;

import java.util.List;

/**
 * The displayed metrics of one account's week.
 *
 * @param all in the letter's order
 * @param bestDayMetric the metric that decides the best day
 */
record WeekMetrics(List<MetricWeek> all, MetricWeek bestDayMetric) {

    boolean areZero() {
        return all.stream().allMatch(MetricWeek::isZero);
    }

    boolean wereZero() {
        return all.stream().allMatch(MetricWeek::wasZero);
    }

    /** Whether the metric is the one that decides the best day. */
    boolean isBestDayMetric(MetricWeek week) {
        return week.metric().key().equals(bestDayMetric.metric().key());
    }

    /** The metric that represents the week: the best-day metric, unless it is zero and another one is not. */
    MetricWeek main() {
        if (!bestDayMetric.isZero()) {
            return bestDayMetric;
        }
        return all.stream().filter(week -> !week.isZero()).findFirst().orElse(bestDayMetric);
    }

    /** The same for the week before. */
    MetricWeek mainBefore() {
        if (!bestDayMetric.wasZero()) {
            return bestDayMetric;
        }
        return all.stream().filter(week -> !week.wasZero()).findFirst().orElse(bestDayMetric);
    }

    /** The only day of the week with any number, 0 for Monday, or -1 if there are none or several. */
    int onlyDay() {
        int only = -1;
        for (int day = 0; day < 7; day++) {
            if (hasNumbers(day)) {
                if (only >= 0) {
                    return -1;
                }
                only = day;
            }
        }
        return only;
    }

    private boolean hasNumbers(int day) {
        for (MetricWeek week : all) {
            if (week.days().get(day).signum() != 0) {
                return true;
            }
        }
        return false;
    }
}
