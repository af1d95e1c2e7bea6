package dev.tidings.edition;

import dev.tidings.delivery.Transport;
import dev.tidings.delivery.Transports;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** This node's time at work. When it is over, what is in hand is finished and the rest is left to other nodes. */
@Component
public class Shift {
    private final ObjectProvider<Transports> transports;
    private volatile boolean over;

    Shift(ObjectProvider<Transports> transports) {
        this.transports = transports;
    }

    public void end() {
        over = true;
    }

    /** Leaves no more time for what is in hand. */
    public void breakOff() {
        transports.getObject().all().forEach(Transport::hangUp);
    }

    boolean isOver() {
        return over;
    }
}
