package dev.tidings.edition;

import dev.tidings.instance.InstanceGuard;
import dev.tidings.transport.Transport;
import dev.tidings.transport.Transports;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Signals that this node takes no new work. Work in progress is finished; the rest is left to other nodes. Also set
 * while the database is not the active one.
 */
@Component
public class DrainSignal {
    private final ObjectProvider<Transports> transports;
    private final InstanceGuard guard;
    private volatile boolean draining;

    DrainSignal(ObjectProvider<Transports> transports, InstanceGuard guard) {
        this.transports = transports;
        this.guard = guard;
    }

    public void drain() {
        draining = true;
    }

    /** Aborts work in progress. */
    public void abortInFlight() {
        transports.getObject().all().forEach(Transport::abort);
    }

    boolean isDraining() {
        return draining || !guard.isOwner();
    }
}
