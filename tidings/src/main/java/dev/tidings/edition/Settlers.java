package dev.tidings.edition;

import dev.tidings.audience.Suppression;
import dev.tidings.audience.Suppressions;
import dev.tidings.core.EmailAddress;
import dev.tidings.delivery.Deliveries;
import dev.tidings.delivery.Settlement;
import dev.tidings.delivery.Settler;
import dev.tidings.digest.Digest;
import dev.tidings.digest.Digest.OnUnknown;
import java.util.List;
import org.springframework.stereotype.Component;

/** How a digest's letters end: in the ledger; a dead address is suppressed; an unknown outcome as the digest asks. */
@Component
class Settlers {
    private final Ledger ledger;
    private final Letters letters;
    private final Deliveries deliveries;
    private final Suppressions suppressions;

    Settlers(Ledger ledger, Letters letters, Deliveries deliveries, Suppressions suppressions) {
        this.ledger = ledger;
        this.letters = letters;
        this.deliveries = deliveries;
        this.suppressions = suppressions;
    }

    Settler of(Digest digest) {
        return digest.onUnknown() == OnUnknown.RESEND ? this::settleOrResend : this::settle;
    }

    private void settleOrResend(List<Settlement> settlements) {
        deliveries.forget(settlements.stream()
                .filter(Settlement::unknown)
                .map(Settlement::id)
                .toList());
        settle(settlements.stream().filter(settlement -> !settlement.unknown()).toList());
    }

    private void settle(List<Settlement> settlements) {
        ledger.settle(settlements);
        settlements.stream()
                .filter(Settlement::addressIsDead)
                .flatMap(settlement -> letters.content(settlement.id()).stream())
                .forEach(letter -> suppressions.add(
                        new EmailAddress(letter.recipient().email()), Suppression.Reason.BOUNCE, null));
    }
}
