/**
 * Fault injection: nodes as real processes on one PostgreSQL, fake servers that record every letter, and injected
 * faults. After each round the ledger and the records must agree.
 */
@NullMarked
package dev.tidings.bench.chaos;

import org.jspecify.annotations.NullMarked;
