package dev.tidings.health;

import dev.tidings.alerting.Severity;
import org.jspecify.annotations.Nullable;

/**
 * What a check found about one subject.
 *
 * @param subject the digest, source or table it is about; empty where the check has but one
 * @param message what was found and, unless all is well, what to do; no address, no secret
 * @param measure null where nothing is measured
 */
record CheckFinding(
        String subject,
        Severity state,
        String message,
        @Nullable Measure measure) {

    static CheckFinding of(Severity state, String message, @Nullable Measure measure) {
        return new CheckFinding("", state, message, measure);
    }

    static CheckFinding ok(String subject, String message) {
        return new CheckFinding(subject, Severity.OK, message, null);
    }
}
