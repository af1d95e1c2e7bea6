package dev.tidings.edition;

import dev.tidings.delivery.Transport;
import dev.tidings.delivery.Transports;
import dev.tidings.instance.InstanceGuard;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * This node's time at work. When it is over, what is in hand is finished and the rest is left to other nodes. It is over, too,
 * while the database is not the one that letters go out from.
 */
@Component
public class Shift {
    private final ObjectProvider<Transports> transports;
    private final InstanceGuard guard;
    private volatile boolean over;

    Shift(ObjectProvider<Transports> transports, InstanceGuard guard) {
        this.transports = transports;
        this.guard = guard;
    }

    public void end() {
        over = true;
    }

    /** Leaves no more time for what is in hand. */
    public void breakOff() {
        transports.getObject().all().forEach(Transport::hangUp);
    }

    boolean isOver() {
        return over || !guard.holds();
    }
}
