package dev.tidings.ledger;

import dev.tidings.core.EmailAddress;
import java.util.List;

/** The policy that changes nothing outside the ledger: for test letters and letters without a digest. */
final class NoSettlementPolicy implements SettlementPolicy {
    @Override
    public boolean resendsUnknown() {
        return false;
    }

    @Override
    public void onStored(List<String> userIds) {}

    @Override
    public void onDoubted(List<EmailAddress> addresses) {}

    @Override
    public void onSettled(List<Settlement> settlements) {}
}
