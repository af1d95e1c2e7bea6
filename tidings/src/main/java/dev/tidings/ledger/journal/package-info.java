/** The delivery journal: one file per run of a node, with the progress of the batches that it is handing over. */
@NullMarked
@NamedInterface("journal")
package dev.tidings.ledger.journal;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
