package dev.tidings.opportunities;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A source's report of a call.
 *
 * @param deadline the last day; null if unknown
 * @param duplicateOf the original of the report's group; null for the original itself, and without a group
 * @param length of the texts, in characters
 */
record CallReport(
        String id,
        String source,
        @Nullable LocalDate deadline,
        @Nullable String duplicateOf,
        Instant createdAt,
        int length,
        CallText text) {

    private static final int MAX_DAYS = 1;

    /** The oldest report is the original; among reports of the same time, the longest. */
    static final Comparator<CallReport> ORIGINAL_FIRST = Comparator.comparing(CallReport::createdAt)
            .thenComparing(CallReport::length, Comparator.reverseOrder())
            .thenComparing(CallReport::id);

    /** Whether both reports describe the same call. */
    boolean matches(CallReport other) {
        return !hasOtherDeadline(other) && text.matches(other.text, deadline != null && other.deadline != null);
    }

    /** Whether the reports can be in one group, each through a third report. A source lists a call once. */
    boolean isCompatible(CallReport other) {
        return source.equals(other.source) ? matches(other) : !hasOtherDeadline(other) && !text.excludes(other.text);
    }

    private boolean hasOtherDeadline(CallReport other) {
        return deadline != null
                && other.deadline != null
                && Math.abs(ChronoUnit.DAYS.between(deadline, other.deadline)) > MAX_DAYS;
    }
}
