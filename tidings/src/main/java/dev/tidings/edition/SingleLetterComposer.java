package dev.tidings.edition;

import dev.tidings.audience.Audience;
import dev.tidings.audience.Recipient;
import dev.tidings.audience.UnknownUser;
import dev.tidings.content.ContentRequest;
import dev.tidings.content.ContentSource;
import dev.tidings.content.ContentSources;
import dev.tidings.core.SkipReason;
import dev.tidings.digest.Digest;
import dev.tidings.digest.DigestPeriod;
import java.time.InstantSource;
import java.util.List;
import org.springframework.stereotype.Component;

/** Composes for one user, outside of any edition. */
@Component
class SingleLetterComposer {
    private final Audience audience;
    private final ContentSources sources;
    private final InstantSource clock;

    SingleLetterComposer(Audience audience, ContentSources sources, InstantSource clock) {
        this.audience = audience;
        this.sources = sources;
        this.clock = clock;
    }

    DigestPeriod lastCompleted(Digest digest) {
        return DigestPeriod.lastCompleted(clock.instant(), digest.cadence().referenceZone());
    }

    /** @throws UnknownUser if there is no such user */
    ComposeOutcome compose(Digest digest, DigestPeriod period, String userId) {
        Recipient recipient = audience.findRecipients(List.of(userId)).stream()
                .findFirst()
                .orElseThrow(() -> new UnknownUser(userId));
        ContentSource source = sources.of(digest);
        ContentRequest commission = new ContentRequest(digest, period, source.version());
        return ComposeOutcome.of(
                recipient,
                source.compose(commission, List.of(recipient)).byUser().get(userId));
    }

    /** As {@link #compose}, whatever the user's opt-in; but a suppressed address is skipped. */
    ComposeOutcome composeTest(Digest digest, DigestPeriod period, String userId) {
        ComposeOutcome composed = compose(digest, period, userId);
        SkipReason reason = audience.skipReasons(digest, List.of(userId)).get(userId);
        return reason == SkipReason.SUPPRESSED ? new ComposeOutcome.RecipientSkipped(userId, reason) : composed;
    }
}
