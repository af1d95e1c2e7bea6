package dev.tidings.edition;

import dev.tidings.ledger.Settler;
import dev.tidings.transport.Transport;
import dev.tidings.transport.Transports;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Lets a chunk's next batch leave when its turn has come, the chunk is still its worker's, and there is room in memory. */
@Component
class BatchAdmission {
    private static final Logger log = LoggerFactory.getLogger(BatchAdmission.class);

    private final SendThrottle throttle;
    private final Transports transports;

    BatchAdmission(SendThrottle gate, Transports transports) {
        this.throttle = gate;
        this.transports = transports;
    }

    /**
     * A worker's visit to a chunk: what all batches have in common that it takes there.
     *
     * @param timeSlice how long it lasts, if something else waits
     * @param stillOwned whether the chunk has not been given to another worker meanwhile
     */
    record ChunkRun(
            Edition edition,
            int chunk,
            Transport transport,
            Settler settler,
            TimeSlice timeSlice,
            BooleanSupplier stillOwned) {}

    /**
     * Waits for the turn of a batch, and has it dispatched. Returns why nothing more is to leave now, or null.
     *
     * @param letters in the batch; without any, there is nothing to wait for
     * @param dispatch returns why the transport must not be used until an operator acts, or null
     */
    @Nullable
    StopReason admit(ChunkRun visit, int letters, Supplier<@Nullable String> dispatch) {
        StopReason.Postponed later = letters == 0
                ? null
                : throttle.awaitTurn(visit.edition(), visit.transport(), letters, visit.timeSlice());
        if (later == null && !visit.stillOwned().getAsBoolean()) {
            log.info(
                    "edition {} chunk {}: left to another worker",
                    visit.edition().id(),
                    visit.chunk());
            later = new StopReason.Postponed(Duration.ZERO);
        }
        return later == null ? dispatch(visit, dispatch) : later;
    }

    private @Nullable StopReason dispatch(ChunkRun visit, Supplier<@Nullable String> dispatch) {
        boolean waited = transports.acquireBatchPermit(visit.transport());
        try {
            StopReason.Postponed later = waited ? throttle.recheck(visit.edition()) : null;
            if (later != null) {
                return later;
            }
            String stop = dispatch.get();
            return stop == null ? null : new StopReason.OperatorRequired(stop);
        } finally {
            transports.releaseBatchPermit(visit.transport());
        }
    }
}
