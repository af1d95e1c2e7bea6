package dev.tidings.edition;

import dev.tidings.audience.Suppression;
import dev.tidings.audience.Suppressions;
import dev.tidings.content.ContentResults.FreezeListener;
import dev.tidings.content.ContentSource;
import dev.tidings.core.EmailAddress;
import dev.tidings.ledger.FrozenLetter;
import dev.tidings.ledger.Letters;
import dev.tidings.ledger.Settlement;
import dev.tidings.ledger.SettlementPolicy;
import java.util.List;

/**
 * A digest's settlement policy: reports stored and sent letters to its content source and suppresses dead addresses.
 */
final class DigestSettlementPolicy implements SettlementPolicy {
    private final ContentSource source;
    private final FreezeListener freezeListener;
    private final boolean resendsUnknown;
    private final Letters letters;
    private final FrozenContentCodec codec;
    private final Suppressions suppressions;

    DigestSettlementPolicy(
            ContentSource source,
            FreezeListener freezeListener,
            boolean resendsUnknown,
            Letters letters,
            FrozenContentCodec codec,
            Suppressions suppressions) {
        this.source = source;
        this.freezeListener = freezeListener;
        this.resendsUnknown = resendsUnknown;
        this.letters = letters;
        this.codec = codec;
        this.suppressions = suppressions;
    }

    @Override
    public boolean resendsUnknown() {
        return resendsUnknown;
    }

    @Override
    public void onStored(List<String> userIds) {
        freezeListener.onFreeze(userIds);
    }

    @Override
    public void onDoubted(List<EmailAddress> addresses) {
        suppressions.removeBounces(addresses);
    }

    @Override
    public void onSettled(List<Settlement> settlements) {
        source.onSent(settlements.stream()
                .filter(Settlement::sent)
                .map(Settlement::id)
                .toList());
        settlements.stream()
                .filter(Settlement::addressIsDead)
                .flatMap(settlement -> letters.content(settlement.id()).stream())
                .forEach(this::suppress);
    }

    private void suppress(FrozenLetter letter) {
        String address = codec.recipientOf(letter.content()).email();
        suppressions.add(new EmailAddress(address), Suppression.SuppressionReason.BOUNCE, null);
    }
}
