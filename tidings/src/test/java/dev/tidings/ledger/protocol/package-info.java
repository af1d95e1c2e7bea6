/** A model of the hand-over protocol that is small enough to be explored exhaustively. */
@NullMarked
package dev.tidings.ledger.protocol;

import org.jspecify.annotations.NullMarked;
