package dev.tidings.edition;

import dev.tidings.audience.Audience;
import dev.tidings.audience.Recipient;
import dev.tidings.content.Commission;
import dev.tidings.content.ContentSource;
import dev.tidings.core.SkipReason;
import dev.tidings.digest.Digest;
import dev.tidings.digest.DigestPeriod;
import java.time.InstantSource;
import java.util.List;
import org.springframework.stereotype.Component;

/** Composes for one user, outside of any edition. */
@Component
class SingleComposer {
    private final Audience audience;
    private final ContentSources sources;
    private final InstantSource clock;

    SingleComposer(Audience audience, ContentSources sources, InstantSource clock) {
        this.audience = audience;
        this.sources = sources;
        this.clock = clock;
    }

    DigestPeriod lastCompleted(Digest digest) {
        return DigestPeriod.lastCompleted(clock.instant(), digest.cadence().home());
    }

    /** @throws UnknownUser if there is no such user */
    Composed compose(Digest digest, DigestPeriod period, String userId) {
        Recipient recipient =
                audience.recipients(List.of(userId)).stream().findFirst().orElseThrow(() -> new UnknownUser(userId));
        ContentSource source = sources.of(digest);
        Commission commission = new Commission(digest, period, source.version());
        return Composed.of(
                recipient,
                source.compose(commission, List.of(recipient)).byUser().get(userId));
    }

    /** As {@link #compose}, whatever the user's opt-in; but a suppressed address is skipped. */
    Composed composeTest(Digest digest, DigestPeriod period, String userId) {
        Composed composed = compose(digest, period, userId);
        SkipReason reason = audience.notDue(digest, List.of(userId)).get(userId);
        return reason == SkipReason.SUPPRESSED ? new Composed.Skipped(userId, reason) : composed;
    }
}
