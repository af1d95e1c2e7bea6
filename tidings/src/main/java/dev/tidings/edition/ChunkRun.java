package dev.tidings.edition;

import dev.tidings.ledger.SettlementPolicy;
import dev.tidings.transport.Transport;
import java.util.function.BooleanSupplier;

/**
 * One worker's run over a chunk: the values that all of its batches share.
 *
 * @param policy the settlement policy of letters that are stored already
 * @param timeSlice how long the run may last while other work waits
 * @param stillOwned false once the chunk was given to another worker
 */
record ChunkRun(
        Edition edition,
        int chunk,
        Transport transport,
        SettlementPolicy policy,
        TimeSlice timeSlice,
        BooleanSupplier stillOwned) {}
