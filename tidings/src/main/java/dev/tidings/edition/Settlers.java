package dev.tidings.edition;

import dev.tidings.audience.Suppression;
import dev.tidings.audience.Suppressions;
import dev.tidings.content.ContentSource;
import dev.tidings.core.EmailAddress;
import dev.tidings.delivery.Deliveries;
import dev.tidings.delivery.Settlement;
import dev.tidings.delivery.Settler;
import dev.tidings.digest.Digest;
import dev.tidings.digest.Digest.OnUnknown;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * How a digest's letters end: in the ledger; the content source learns what was sent; a dead address is suppressed; an
 * unknown outcome is settled as the digest asks.
 */
@Component
class Settlers {
    private final Ledger ledger;
    private final Letters letters;
    private final Deliveries deliveries;
    private final Suppressions suppressions;
    private final ContentSources sources;

    Settlers(Ledger ledger, Letters letters, Deliveries deliveries, Suppressions suppressions, ContentSources sources) {
        this.ledger = ledger;
        this.letters = letters;
        this.deliveries = deliveries;
        this.suppressions = suppressions;
        this.sources = sources;
    }

    Settler of(Digest digest) {
        ContentSource source = sources.of(digest);
        boolean resends = digest.onUnknown() == OnUnknown.RESEND;
        return new Settler() {
            @Override
            public void settle(List<Settlement> settlements, Instant at) {
                if (resends) {
                    settleOrResend(source, settlements, at);
                } else {
                    Settlers.this.settle(source, settlements, at);
                }
            }

            @Override
            public boolean settleSent(String key, List<Settlement> sent, Instant at) {
                boolean settled = ledger.settleSent(key, sent, at);
                if (settled) {
                    source.sent(sent.stream().map(Settlement::id).toList());
                }
                return settled;
            }
        };
    }

    private void settleOrResend(ContentSource source, List<Settlement> settlements, Instant at) {
        deliveries.forget(settlements.stream().filter(Settlement::unknown).toList());
        settle(
                source,
                settlements.stream().filter(settlement -> !settlement.unknown()).toList(),
                at);
    }

    private void settle(ContentSource source, List<Settlement> settlements, Instant at) {
        ledger.settle(settlements, at);
        source.sent(settlements.stream()
                .filter(Settlement::sent)
                .map(Settlement::id)
                .toList());
        settlements.stream()
                .filter(Settlement::addressIsDead)
                .flatMap(settlement -> letters.content(settlement.id()).stream())
                .forEach(letter -> suppressions.add(
                        new EmailAddress(letter.recipient().email()), Suppression.Reason.BOUNCE, null));
    }
}
