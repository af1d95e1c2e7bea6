package dev.tidings.edition;

import dev.tidings.audience.Audience;
import dev.tidings.audience.CurrentRecipient;
import dev.tidings.audience.Recipient;
import dev.tidings.audience.UnknownUser;
import dev.tidings.content.ContentRequest;
import dev.tidings.content.ContentResult;
import dev.tidings.content.ContentSource;
import dev.tidings.content.ContentSources;
import dev.tidings.core.SkipReason;
import dev.tidings.digest.Digest;
import dev.tidings.digest.DigestPeriod;
import dev.tidings.ledger.ComposedLetter;
import dev.tidings.ledger.ComposedLetter.NoLetter;
import dev.tidings.ledger.NewLetters;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Composes for one user outside any edition. */
@Component
class SingleLetterComposer {
    private final Audience audience;
    private final ContentSources sources;
    private final FrozenContentCodec codec;
    private final NewLetters newLetters;
    private final InstantSource clock;

    SingleLetterComposer(
            Audience audience,
            ContentSources sources,
            FrozenContentCodec codec,
            NewLetters newLetters,
            InstantSource clock) {
        this.audience = audience;
        this.sources = sources;
        this.codec = codec;
        this.newLetters = newLetters;
        this.clock = clock;
    }

    DigestPeriod lastCompleted(Digest digest) {
        return DigestPeriod.lastCompleted(clock.instant(), digest.cadence().referenceZone());
    }

    /** @throws UnknownUser if there is no such user */
    CurrentRecipient recipient(String userId) {
        return audience.findRecipients(List.of(userId)).stream().findFirst().orElseThrow(() -> new UnknownUser(userId));
    }

    /** Returns null if the content source gives no answer. */
    @Nullable
    ContentResult compose(Digest digest, DigestPeriod period, Recipient recipient) {
        ContentSource source = sources.of(digest);
        ContentRequest request = new ContentRequest(digest, period, source.version());
        return source.compose(request, List.of(recipient)).byUser().get(recipient.userId());
    }

    /** Composes and freezes a test letter regardless of the user's consent. A suppressed address is skipped. */
    ComposedLetter composeTest(Digest digest, DigestPeriod period, CurrentRecipient recipient) {
        String userId = recipient.userId();
        SkipReason reason = audience.skipReasons(digest, List.of(userId)).get(userId);
        return reason == SkipReason.SUPPRESSED
                ? NoLetter.skipped(userId, recipient.version(), reason)
                : codec.freeze(
                        recipient,
                        compose(digest, period, recipient.recipient()),
                        newLetters.nextIds(1).iterator());
    }
}
