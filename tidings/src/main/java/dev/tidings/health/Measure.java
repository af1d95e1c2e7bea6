package dev.tidings.health;

import dev.tidings.alerting.Severity;
import dev.tidings.digest.Thresholds;
import java.time.Duration;

/**
 * A measured value and its relevant limit: the one reached, or the next one.
 *
 * @param unit {@code s}, {@code %} or a counted noun such as {@code failures}
 */
public record Measure(double value, double threshold, String unit) {

    static Measure of(Duration value, Thresholds<Duration> limits) {
        Duration threshold = limit(Severity.of(value, limits), limits);
        return new Measure(seconds(value), seconds(threshold), "s");
    }

    static Measure percent(double value, Thresholds<Double> limits) {
        double rounded = Math.round(value * 100) / 100.0;
        return new Measure(rounded, limit(Severity.of(value, limits), limits), "%");
    }

    static Measure count(int value, Thresholds<Integer> limits, String unit) {
        return new Measure(value, limit(Severity.of(value, limits), limits), unit);
    }

    private static <T extends Comparable<T>> T limit(Severity state, Thresholds<T> limits) {
        return state == Severity.CRITICAL ? limits.critical() : limits.warning();
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
