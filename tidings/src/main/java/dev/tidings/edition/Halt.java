package dev.tidings.edition;

import java.time.Duration;

/** Why a chunk's hand-over ended before all that was due had been handed over. */
sealed interface Halt {
    /** Nothing will be taken until an operator acts. */
    record Stop(String reason) implements Halt {}

    /** The rest can wait for so long. */
    record Later(Duration pause) implements Halt {}
}
