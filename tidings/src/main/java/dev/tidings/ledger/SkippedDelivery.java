package dev.tidings.ledger;

import dev.tidings.core.SkipReason;

/** One owed letter that is not sent. */
public record SkippedDelivery(Delivery delivery, SkipReason reason) {}
