package dev.tidings.edition;

import dev.tidings.core.SkipReason;
import dev.tidings.ledger.Delivery;

/** One owed letter that is not to be sent after all. */
record SkippedDelivery(Delivery delivery, SkipReason reason) {}
