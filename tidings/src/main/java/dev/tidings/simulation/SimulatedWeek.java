package dev.tidings.simulation;

import java.time.LocalDate;
import java.util.List;

/**
 * The figures of one simulated edition.
 *
 * @param day its day in the digest's zone
 * @param letters letters sent
 * @param live live opportunities when it was sent
 * @param matching picks that the rule may click
 * @param fromNew picks whose only reason is that they are new
 * @param modelVersion the version that picked
 * @param examples picks that the version was trained on
 * @param reasons the most frequent reasons, the most frequent first
 */
public record SimulatedWeek(
        int number,
        LocalDate day,
        long letters,
        long live,
        int picks,
        int matching,
        int clicks,
        long fromNew,
        long modelVersion,
        long examples,
        List<ReasonCount> reasons) {

    /** A reason as the letters have it. */
    public record ReasonCount(String reason, long count) {}

    /** The share of picks that the rule may click; 0 without picks. */
    public double precision() {
        return picks == 0 ? 0 : matching / (double) picks;
    }

    /** The share of picks whose only reason is that they are new; 0 without picks. */
    public double shareOfNew() {
        return picks == 0 ? 0 : fromNew / (double) picks;
    }
}
