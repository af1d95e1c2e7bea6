package dev.tidings.ledger;

import dev.tidings.core.EmailAddress;
import java.util.List;

/** Changes outside the ledger that a digest's letters make, in the ledger's own transactions. */
public interface SettlementPolicy {
    /** Changes nothing. */
    SettlementPolicy NONE = new NoSettlementPolicy();

    /** Whether {@linkplain Settlement#resendable resendable} letters are sent again, at the risk of a second copy. */
    boolean resendsUnknown();

    /** Runs in the transaction that stores new letters of these users. */
    void onStored(List<String> userIds);

    /**
     * Runs when these addresses turn out not to be dead after all: their server has lost its users. Letters to some of
     * them may be settled with a dead address already.
     */
    void onDoubted(List<EmailAddress> addresses);

    /** Runs in the transaction that settles these letters. */
    void onSettled(List<Settlement> settlements);
}
