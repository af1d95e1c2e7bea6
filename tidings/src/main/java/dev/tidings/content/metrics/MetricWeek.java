package dev.tidings.content.metrics;

import dev.tidings.digest.Digest;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** One metric in a week and in the week before. */
final class MetricWeek {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /** Smaller changes, in percent, count as steady. */
    private static final long NOTABLE_PERCENT = 3;

    enum Trend {
        UP,
        DOWN,
        SAME,
        /** Zero the week before, not zero now. */
        NEW
    }

    private final Digest.DisplayedMetric metric;
    private final List<BigDecimal> days;
    private final List<BigDecimal> daysBefore;
    private final BigDecimal total;
    private final BigDecimal totalBefore;
    private final BigDecimal peak;
    private final long percent;

    /**
     * @param days seven values, Monday first
     * @param daysBefore the same for the week before
     */
    MetricWeek(Digest.DisplayedMetric metric, List<BigDecimal> days, List<BigDecimal> daysBefore) {
        this.metric = metric;
        this.days = days;
        this.daysBefore = daysBefore;
        this.total = sum(days);
        this.totalBefore = sum(daysBefore);
        this.peak = peak(days);
        this.percent = hasPercentage() ? percent(total, totalBefore) : 0;
    }

    Digest.DisplayedMetric metric() {
        return metric;
    }

    List<BigDecimal> days() {
        return days;
    }

    List<BigDecimal> daysBefore() {
        return daysBefore;
    }

    BigDecimal total() {
        return total;
    }

    /** The total of the week before. */
    BigDecimal totalBefore() {
        return totalBefore;
    }

    /** The largest daily value, at least zero. */
    BigDecimal peak() {
        return peak;
    }

    Trend trend() {
        int direction = total.compareTo(totalBefore);
        if (direction == 0) {
            return Trend.SAME;
        }
        if (totalBefore.signum() == 0) {
            return Trend.NEW;
        }
        return direction > 0 ? Trend.UP : Trend.DOWN;
    }

    /** Whether the change can be expressed as a percentage of the week before. */
    boolean hasPercentage() {
        return totalBefore.signum() > 0 && total.signum() >= 0;
    }

    /**
     * The absolute change in whole percent; at most 99 for a fall to a positive total. Zero if there is no percentage.
     */
    long percent() {
        return percent;
    }

    /** Whether the metric rose enough to be mentioned. */
    boolean rose() {
        return trend() == Trend.NEW || (trend() == Trend.UP && isNotable());
    }

    boolean fell() {
        return trend() == Trend.DOWN && isNotable();
    }

    private boolean isNotable() {
        return hasPercentage() && percent() >= NOTABLE_PERCENT;
    }

    boolean isZero() {
        return areZero(days);
    }

    boolean wasZero() {
        return areZero(daysBefore);
    }

    /** The first day with the largest value, 0 for Monday, or -1 if no day has more than zero. */
    int bestDay() {
        if (peak.signum() == 0) {
            return -1;
        }
        int day = 0;
        while (days.get(day).compareTo(peak) != 0) {
            day++;
        }
        return day;
    }

    /** Whether the best day shares its value with no other. */
    boolean hasOneBestDay() {
        return peak.signum() > 0
                && days.stream().filter(day -> day.compareTo(peak) == 0).count() == 1;
    }

    /** The label for use inside a sentence. It starts in lower case unless it is an abbreviation. */
    String labelInSentence() {
        String label = metric.label();
        boolean abbreviation = label.length() > 1 && Character.isUpperCase(label.charAt(1));
        return abbreviation || label.isEmpty() ? label : Character.toLowerCase(label.charAt(0)) + label.substring(1);
    }

    private static long percent(BigDecimal total, BigDecimal before) {
        long percent = total.subtract(before)
                .abs()
                .multiply(HUNDRED)
                .divide(before, 0, RoundingMode.HALF_UP)
                .longValue();
        boolean fellToPositive = total.signum() > 0 && total.compareTo(before) < 0;
        return fellToPositive ? Math.min(99, percent) : percent;
    }

    private static boolean areZero(List<BigDecimal> days) {
        for (BigDecimal day : days) {
            if (day.signum() != 0) {
                return false;
            }
        }
        return true;
    }

    private static BigDecimal peak(List<BigDecimal> days) {
        BigDecimal peak = BigDecimal.ZERO;
        for (BigDecimal day : days) {
            peak = peak.max(day);
        }
        return peak;
    }

    private static BigDecimal sum(List<BigDecimal> days) {
        BigDecimal sum = BigDecimal.ZERO;
        for (BigDecimal day : days) {
            sum = sum.add(day);
        }
        return sum;
    }
}
