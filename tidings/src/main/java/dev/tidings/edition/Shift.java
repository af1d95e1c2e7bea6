package dev.tidings.edition;

import dev.tidings.instance.InstanceGuard;
import org.springframework.stereotype.Component;

/**
 * This node's time at work. When it is over, what is in hand is finished and the rest is left to other nodes. It is over, too,
 * while the database is not the one that letters go out from.
 */
@Component
public class Shift {
    private final InstanceGuard guard;
    private volatile boolean over;

    Shift(InstanceGuard guard) {
        this.guard = guard;
    }

    public void end() {
        over = true;
    }

    boolean isOver() {
        return over || !guard.holds();
    }
}
