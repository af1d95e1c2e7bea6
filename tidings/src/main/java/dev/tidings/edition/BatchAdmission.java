package dev.tidings.edition;

import dev.tidings.core.Ticker;
import dev.tidings.ledger.DispatchResult.Later;
import dev.tidings.transport.TransportSession;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Admits a chunk's next batch once the throttle allows it, the caller still owns the chunk and the transport has opened
 * a session for it.
 */
@Component
class BatchAdmission {
    private static final Logger log = LoggerFactory.getLogger(BatchAdmission.class);

    private final SendThrottle throttle;
    private final Ticker ticker;

    BatchAdmission(SendThrottle throttle, Ticker ticker) {
        this.throttle = throttle;
        this.ticker = ticker;
    }

    /** The decision on one batch. */
    sealed interface Admission {

        /** The batch may be handed over. The caller closes the session when the batch has left memory. */
        record Admitted(TransportSession session) implements Admission {}

        record NotNow(Later later) implements Admission {}
    }

    /** Waits for the turn of a batch of this many letters, at least one. */
    Admission admit(ChunkRun run, int letters) {
        Optional<Later> later = throttle.awaitTurn(run.edition(), run.transport(), letters, run.timeSlice());
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
        return openSession(run);
    }

    /** Opening a session can take long: the edition may have been paused, and the node may be stopping. */
    private Admission openSession(ChunkRun run) {
        long begun = ticker.nanos();
        TransportSession session = run.transport().openSession();
        boolean admitted = false;
        try {
            Optional<Later> later = throttle.recheck(run.edition(), Duration.ofNanos(ticker.nanos() - begun));
            admitted = later.isEmpty();
            return later.<Admission>map(Admission.NotNow::new).orElseGet(() -> new Admission.Admitted(session));
        } finally {
            if (!admitted) {
                session.close();
            }
        }
    }
}
