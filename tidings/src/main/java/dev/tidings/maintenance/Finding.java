package dev.tidings.maintenance;

import org.jspecify.annotations.Nullable;

/**
 * What a check found about one subject.
 *
 * @param subject the digest, source or table it is about; empty where the check has but one
 * @param message what was found and, unless all is well, what to do; no address, no secret
 * @param measure null where nothing is measured
 */
record Finding(
        String subject,
        State state,
        String message,
        @Nullable Measure measure) {

    static Finding of(State state, String message, @Nullable Measure measure) {
        return new Finding("", state, message, measure);
    }

    static Finding ok(String subject, String message) {
        return new Finding(subject, State.OK, message, null);
    }
}
