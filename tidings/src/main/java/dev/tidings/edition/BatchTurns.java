package dev.tidings.edition;

import dev.tidings.delivery.Settler;
import dev.tidings.delivery.Transport;
import dev.tidings.delivery.Transports;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Lets a chunk's next batch leave when its turn has come, the chunk is still its worker's, and there is room in memory. */
@Component
class BatchTurns {
    private static final Logger log = LoggerFactory.getLogger(BatchTurns.class);

    private final EditionGate gate;
    private final Transports transports;

    BatchTurns(EditionGate gate, Transports transports) {
        this.gate = gate;
        this.transports = transports;
    }

    /**
     * A worker's visit to a chunk: what all batches have in common that it takes there.
     *
     * @param stint how long it lasts, if something else waits
     * @param ours whether the chunk has not been given to another worker meanwhile
     */
    record Visit(Edition edition, int chunk, Transport transport, Settler settler, Stint stint, BooleanSupplier ours) {}

    /**
     * Waits for the turn of a batch, and has it dispatched. Returns why nothing more is to leave now, or null.
     *
     * @param letters in the batch; without any, there is nothing to wait for
     * @param dispatch returns why the transport must not be used until an operator acts, or null
     */
    @Nullable
    Halt take(Visit visit, int letters, Supplier<@Nullable String> dispatch) {
        Halt.Later later = letters == 0 ? null : gate.pass(visit.edition(), visit.transport(), letters, visit.stint());
        if (later == null && !visit.ours().getAsBoolean()) {
            log.info(
                    "edition {} chunk {}: left to another worker",
                    visit.edition().id(),
                    visit.chunk());
            later = new Halt.Later(Duration.ZERO);
        }
        return later == null ? dispatch(visit, dispatch) : later;
    }

    private @Nullable Halt dispatch(Visit visit, Supplier<@Nullable String> dispatch) {
        boolean waited = transports.enter(visit.transport());
        try {
            Halt.Later later = waited ? gate.lookAgain(visit.edition()) : null;
            if (later != null) {
                return later;
            }
            String stop = dispatch.get();
            return stop == null ? null : new Halt.Stop(stop);
        } finally {
            transports.leave(visit.transport());
        }
    }
}
