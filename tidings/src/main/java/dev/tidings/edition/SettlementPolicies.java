package dev.tidings.edition;

import dev.tidings.audience.Suppressions;
import dev.tidings.content.ContentResults.FreezeListener;
import dev.tidings.content.ContentSources;
import dev.tidings.digest.Digest;
import dev.tidings.digest.Digest.OnUnknown;
import dev.tidings.ledger.Letters;
import dev.tidings.ledger.SettlementPolicy;
import org.springframework.stereotype.Component;

/** The settlement policies of digests. */
@Component
class SettlementPolicies {
    private final Letters letters;
    private final FrozenContentCodec codec;
    private final Suppressions suppressions;
    private final ContentSources sources;

    SettlementPolicies(Letters letters, FrozenContentCodec codec, Suppressions suppressions, ContentSources sources) {
        this.letters = letters;
        this.codec = codec;
        this.suppressions = suppressions;
        this.sources = sources;
    }

    /** Returns the policy of letters that are stored already. */
    SettlementPolicy of(Digest digest) {
        return of(digest, FreezeListener.NONE);
    }

    /** @param freezeListener receives stored letters */
    SettlementPolicy of(Digest digest, FreezeListener freezeListener) {
        boolean resends = digest.onUnknown() == OnUnknown.RESEND;
        return new DigestSettlementPolicy(sources.of(digest), freezeListener, resends, letters, codec, suppressions);
    }
}
