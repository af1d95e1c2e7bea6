package dev.tidings.edition;

import org.springframework.stereotype.Component;

/** This node's time at work. When it is over, what is in hand is finished and the rest is left to other nodes. */
@Component
public class Shift {
    private volatile boolean over;

    public void end() {
        over = true;
    }

    boolean isOver() {
        return over;
    }
}
