package dev.tidings.edition;

import java.time.Duration;

/** Why a chunk's hand-over ended before all that was due had been handed over. */
sealed interface StopReason {
    /** Nothing will be taken until an operator acts. */
    record OperatorRequired(String reason) implements StopReason {}

    /** The rest can wait for so long. */
    record Postponed(Duration delay) implements StopReason {}
}
