package dev.tidings.delivery;

import java.util.List;

/** Takes letters off the owed ones and writes down how they ended. */
public interface Settler {
    /** Runs in the caller's transaction. A letter that is no longer owed is passed over. */
    void settle(List<Settlement> settlements);
}
