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
    }

    /** The edition waits for an operator. */
    record Hold(String reason) implements GateDecision {}
}
