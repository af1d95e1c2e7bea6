package dev.tidings.edition;

import dev.tidings.ledger.DispatchResult.Later;
import dev.tidings.ledger.SettlementPolicy;
import dev.tidings.transport.Transport;
import dev.tidings.transport.Transports;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Admits a chunk's next batch when its turn has come, the chunk is still its worker's, and there is room in memory. */
@Component
class BatchAdmission {
    private static final Logger log = LoggerFactory.getLogger(BatchAdmission.class);

    private final SendThrottle throttle;
    private final Transports transports;

    BatchAdmission(SendThrottle throttle, Transports transports) {
        this.throttle = throttle;
        this.transports = transports;
    }

    /**
     * A worker's run over a chunk: what all batches have in common that it takes there.
     *
     * @param policy of letters that are stored already
     * @param timeSlice how long it lasts, if something else waits
     * @param stillOwned whether the chunk has not been given to another worker meanwhile
     */
    record ChunkRun(
            Edition edition,
            int chunk,
            Transport transport,
            SettlementPolicy policy,
            TimeSlice timeSlice,
            BooleanSupplier stillOwned) {}

    /** Whether a batch may leave now. */
    sealed interface Admission {

        /** The batch may leave. To be closed when it has left memory. */
        record Admitted(Transports transports, Transport transport) implements Admission, AutoCloseable {
            @Override
            public void close() {
                transports.releaseBatchPermit(transport);
            }
        }

        record NotNow(Later later) implements Admission {}
    }

    /**
     * Waits for the turn of a batch.
     *
     * @param letters in the batch; without any, there is nothing to wait for
     */
    Admission admit(ChunkRun run, int letters) {
        Optional<Later> later = letters == 0
                ? Optional.empty()
                : throttle.awaitTurn(run.edition(), run.transport(), letters, run.timeSlice());
        if (later.isPresent()) {
            return new Admission.NotNow(later.get());
        }
        if (!run.stillOwned().getAsBoolean()) {
            log.info(
                    "edition {} chunk {}: claimed by another worker",
                    run.edition().id(),
                    run.chunk());
            return new Admission.NotNow(new Later(Duration.ZERO));
        }
        return enter(run);
    }

    private Admission enter(ChunkRun run) {
        Transport transport = run.transport();
        boolean waited = transports.acquireBatchPermit(transport);
        Optional<Later> later = Optional.empty();
        try {
            later = waited ? throttle.recheck(run.edition()) : Optional.empty();
        } catch (RuntimeException failure) {
            transports.releaseBatchPermit(transport);
            throw failure;
        }
        if (later.isPresent()) {
            transports.releaseBatchPermit(transport);
            return new Admission.NotNow(later.get());
        }
        return new Admission.Admitted(transports, transport);
    }
}
