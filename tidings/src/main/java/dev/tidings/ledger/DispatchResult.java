package dev.tidings.ledger;

import java.time.Duration;

/** What came of handing over a batch, or all that is due of a chunk. */
public sealed interface DispatchResult {
    DispatchResult DONE = new Done();

    /** Nothing keeps the next batch from leaving. */
    record Done() implements DispatchResult {}

    /** No further batch may leave before the delay is over. */
    record Later(Duration delay) implements DispatchResult {}

    /** No further batch may leave until an operator acts. */
    record Stop(String reason) implements DispatchResult {}
}
