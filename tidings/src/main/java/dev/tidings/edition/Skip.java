package dev.tidings.edition;

import dev.tidings.core.SkipReason;
import dev.tidings.delivery.Delivery;

/** One owed letter that is not to be sent after all. */
record Skip(Delivery letter, SkipReason reason) {}
