package dev.tidings.content.metrics;

import dev.tidings.digest.Digest.DisplayedMetric;
import dev.tidings.digest.DigestPeriod;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;

/** Sample weeks of numbers. */
final class SampleMetricWeeks {
    /** Monday is November 9, 2026. */
    static final DigestPeriod PERIOD = DigestPeriod.containing(LocalDate.of(2026, 11, 9));

    static final List<BigDecimal> NOTHING = days(0, 0, 0, 0, 0, 0, 0);

    private SampleMetricWeeks() {}

    /** The first metric decides the best day. */
    static WeekMetrics figures(MetricWeek... weeks) {
        return new WeekMetrics(List.of(weeks), weeks[0]);
    }

    static MetricWeek week(String label, List<BigDecimal> days, List<BigDecimal> daysBefore) {
        return new MetricWeek(new DisplayedMetric(label, label, "", 0), days, daysBefore);
    }

    /** Seven days, Monday first. */
    static List<BigDecimal> days(double... values) {
        return Arrays.stream(values).mapToObj(BigDecimal::valueOf).toList();
    }

    /** The same number every day. */
    static List<BigDecimal> daily(double value) {
        return days(value, value, value, value, value, value, value);
    }
}
