package dev.tidings.ledger;

import dev.tidings.core.SkipReason;

/** One owed letter that is not to be sent after all. */
public record SkippedDelivery(Delivery delivery, SkipReason reason) {}
