package dev.tidings.edition;

import org.jspecify.annotations.Nullable;

/** The decision on an edition, or on one of its waves, before its first letter. */
sealed interface GateDecision {
    /**
     * Its letters may leave.
     *
     * @param warning what is unusual, or null
     */
    record Admit(@Nullable String warning) implements GateDecision {
        static final Admit USUAL = new Admit(null);

        /** This admission with the warnings of both. */
        Admit and(Admit other) {
            return warning == null ? other : other.warning == null ? this : new Admit(warning + "; " + other.warning);
        }
    }

    /** Numbers are missing; it is checked again soon. */
    record AwaitNumbers(String reason) implements GateDecision {}

    /** It waits for an operator. */
    record Hold(String reason) implements GateDecision {}
}
