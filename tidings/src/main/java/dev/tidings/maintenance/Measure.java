package dev.tidings.maintenance;

import dev.tidings.digest.Limits;
import java.time.Duration;

/**
 * What a check measured, and the limit that counts: the one that was reached, or the one to reach next.
 *
 * @param unit {@code s}, {@code %} or what is counted, as {@code failures}
 */
public record Measure(double value, double threshold, String unit) {

    static Measure of(Duration value, Limits<Duration> limits) {
        Duration threshold = limit(State.of(value, limits), limits);
        return new Measure(seconds(value), seconds(threshold), "s");
    }

    static Measure percent(double value, Limits<Double> limits) {
        double rounded = Math.round(value * 100) / 100.0;
        return new Measure(rounded, limit(State.of(value, limits), limits), "%");
    }

    static Measure count(int value, Limits<Integer> limits, String unit) {
        return new Measure(value, limit(State.of(value, limits), limits), unit);
    }

    private static <T extends Comparable<T>> T limit(State state, Limits<T> limits) {
        return state == State.CRITICAL ? limits.critical() : limits.warning();
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
