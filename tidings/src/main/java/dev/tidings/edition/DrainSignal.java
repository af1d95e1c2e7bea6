package dev.tidings.edition;

import dev.tidings.instance.InstanceGuard;
import dev.tidings.transport.Transport;
import dev.tidings.transport.Transports;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * This node's time at work. When it is over, what is in hand is finished and the rest is left to other nodes. It is over, too,
 * while the database is not the one that letters go out from.
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

    /** Leaves no more time for what is in hand. */
    public void abortInFlight() {
        transports.getObject().all().forEach(Transport::abort);
    }

    boolean isDraining() {
        return draining || !guard.isOwner();
    }
}
