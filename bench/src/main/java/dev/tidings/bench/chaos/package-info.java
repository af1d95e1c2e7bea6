/** Fault injection: sends editions with real nodes while faults occur, then audits the ledger. */
@NullMarked
package dev.tidings.bench.chaos;

import org.jspecify.annotations.NullMarked;
