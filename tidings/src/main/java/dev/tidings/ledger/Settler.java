package dev.tidings.ledger;

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

    /**
     * Settles all letters of a batch of new ones, in its order. Runs in the caller's transaction.
     *
     * @param key of the batch
     * @param at when it was learned that they were sent
     * @return whether they were settled; not where the batch is laid out already
     */
    boolean settleSentBatch(String key, List<Settlement> sent, Instant at);
}
