/** Fault injection: sends editions with real nodes while faults occur, and compares the ledger with the accepted letters. */
@NullMarked
package dev.tidings.bench.chaos;

import org.jspecify.annotations.NullMarked;
