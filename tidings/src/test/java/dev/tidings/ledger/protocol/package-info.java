/** A model of the hand-over protocol, small enough to be explored whole. */
@NullMarked
package dev.tidings.ledger.protocol;

import org.jspecify.annotations.NullMarked;
