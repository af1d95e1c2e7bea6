package dev.tidings.ledger;

import java.time.Duration;

/** The result of handing over a batch, or all due letters of a chunk. */
public sealed interface DispatchResult {
    DispatchResult DONE = new Done();

    /** The next batch may leave. */
    record Done() implements DispatchResult {}

    /** No further batch may leave until the delay has passed. */
    record Later(Duration delay) implements DispatchResult {}

    /** No further batch may leave until an operator acts. */
    record Stop(String reason) implements DispatchResult {}
}
