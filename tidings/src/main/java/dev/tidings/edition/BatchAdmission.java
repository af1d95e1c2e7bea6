package dev.tidings.edition;

import dev.tidings.ledger.DispatchResult.Later;
import dev.tidings.transport.Transport;
import dev.tidings.transport.Transports;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Admits a chunk's next batch once the throttle allows it, the caller still owns the chunk and the transport has a
 * free permit.
 */
@Component
class BatchAdmission {
    private static final Logger log = LoggerFactory.getLogger(BatchAdmission.class);

    private final SendThrottle throttle;
    private final Transports transports;

    BatchAdmission(SendThrottle throttle, Transports transports) {
        this.throttle = throttle;
        this.transports = transports;
    }

    /** The decision on one batch. */
    sealed interface Admission {

        /** The batch may be handed over. The caller closes this when the batch has left memory. */
        record Admitted(Transports transports, Transport transport) implements Admission, AutoCloseable {
            @Override
            public void close() {
                transports.releaseBatchPermit(transport);
            }
        }

        record NotNow(Later later) implements Admission {}
    }

    /**
     * Waits for the batch's turn.
     *
     * @param letters letters in the batch; with none the throttle is not asked
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
        return acquirePermit(run);
    }

    private Admission acquirePermit(ChunkRun run) {
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
