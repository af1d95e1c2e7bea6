package dev.tidings.edition;

import dev.tidings.audience.Suppression;
import dev.tidings.audience.Suppressions;
import dev.tidings.content.ContentSource;
import dev.tidings.content.ContentSources;
import dev.tidings.core.EmailAddress;
import dev.tidings.digest.Digest;
import dev.tidings.digest.Digest.OnUnknown;
import dev.tidings.ledger.Deliveries;
import dev.tidings.ledger.Settlement;
import dev.tidings.ledger.Settler;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * How a digest's letters end: in the ledger; the content source learns what was sent; a dead address is suppressed; an
 * unknown outcome is settled as the digest asks.
 */
@Component
class SettlementPolicy {
    private final DigestLog ledger;
    private final Letters letters;
    private final Deliveries deliveries;
    private final Suppressions suppressions;
    private final ContentSources sources;

    SettlementPolicy(
            DigestLog ledger,
            Letters letters,
            Deliveries deliveries,
            Suppressions suppressions,
            ContentSources sources) {
        this.ledger = ledger;
        this.letters = letters;
        this.deliveries = deliveries;
        this.suppressions = suppressions;
        this.sources = sources;
    }

    Settler settlerOf(Digest digest) {
        ContentSource source = sources.of(digest);
        boolean resends = digest.onUnknown() == OnUnknown.RESEND;
        return new Settler() {
            @Override
            public void settle(List<Settlement> settlements, Instant at) {
                if (resends) {
                    settleOrResend(source, settlements, at);
                } else {
                    SettlementPolicy.this.settle(source, settlements, at);
                }
            }

            @Override
            public boolean settleSentBatch(String key, List<Settlement> sent, Instant at) {
                boolean settled = ledger.settleSentBatch(key, sent, at);
                if (settled) {
                    source.onSent(sent.stream().map(Settlement::id).toList());
                }
                return settled;
            }
        };
    }

    private void settleOrResend(ContentSource source, List<Settlement> settlements, Instant at) {
        deliveries.allowResend(settlements.stream().filter(Settlement::unknown).toList());
        settle(
                source,
                settlements.stream().filter(settlement -> !settlement.unknown()).toList(),
                at);
    }

    private void settle(ContentSource source, List<Settlement> settlements, Instant at) {
        ledger.settle(settlements, at);
        source.onSent(settlements.stream()
                .filter(Settlement::sent)
                .map(Settlement::id)
                .toList());
        settlements.stream()
                .filter(Settlement::addressIsDead)
                .flatMap(settlement -> letters.content(settlement.id()).stream())
                .forEach(letter -> suppressions.add(
                        new EmailAddress(letter.recipient().email()), Suppression.SuppressionReason.BOUNCE, null));
    }
}
