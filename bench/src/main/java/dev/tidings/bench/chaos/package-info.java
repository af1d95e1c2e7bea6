/**
 * The fault rig: nodes as real processes on one PostgreSQL, servers that record every letter, and faults of every kind
 * that can be staged; after each round the ledger and the records must agree.
 */
@NullMarked
package dev.tidings.bench.chaos;

import org.jspecify.annotations.NullMarked;
