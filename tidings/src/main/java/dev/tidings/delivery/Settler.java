package dev.tidings.delivery;

import java.time.Instant;
import java.util.List;

/** Takes letters off the owed ones and writes down how they ended. */
public interface Settler {
    /**
     * Runs in the caller's transaction. A letter that is no longer owed is passed over.
     *
     * @param at when it was learned how they end
     */
    void settle(List<Settlement> settlements, Instant at);
}
