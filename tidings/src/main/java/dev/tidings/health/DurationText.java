package dev.tidings.health;

import java.time.Duration;
import java.util.Locale;

/** Formats durations and percentages for people. */
final class DurationText {
    private DurationText() {}

    /** Returns the duration in the largest unit of which there are at least two. */
    static String of(Duration duration) {
        if (duration.toDays() >= 2) {
            return duration.toDays() + " days";
        }
        if (duration.toHours() >= 2) {
            return duration.toHours() + " hours";
        }
        return duration.toMinutes() >= 2 ? duration.toMinutes() + " minutes" : duration.toSeconds() + " seconds";
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, share < 10 ? "%.2f %%" : "%.0f %%", share);
    }
}
