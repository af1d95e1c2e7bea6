package dev.tidings.health;

import dev.tidings.alerting.Severity;
import org.jspecify.annotations.Nullable;

/**
 * A check's finding on one subject.
 *
 * @param subject the digest, source or table; empty if the check has only one subject
 * @param message the finding and, unless it is ok, what to do; no address, no secret
 * @param measure null if nothing is measured
 */
record CheckFinding(
        String subject,
        Severity state,
        String message,
        @Nullable Measure measure) {

    static CheckFinding of(Severity state, String message, @Nullable Measure measure) {
        return new CheckFinding("", state, message, measure);
    }

    /** @param reason why there is nothing to measure, as a sentence that follows a colon */
    static CheckFinding notMeasured(String subject, String reason) {
        return new CheckFinding(subject, Severity.NOT_MEASURED, "Not measured: " + reason, null);
    }

    static CheckFinding ok(String subject, String message) {
        return new CheckFinding(subject, Severity.OK, message, null);
    }
}
