package dev.tidings.feedback;

import dev.tidings.audience.Preferences;
import dev.tidings.audience.UnsubscribeTokens.LinkBearer;
import dev.tidings.digest.Digest;
import dev.tidings.digest.Digest.UnsubscribeConfirmation;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.ledger.LetterActivity;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Decides which visits of an unsubscribe link opt the reader out, by the digest's {@code unsubscribe.confirm}. Each rule
 * concerns one reader: a proxy can make many readers one network address.
 */
@Component
class UnsubscribeRules {
    private static final Logger log = LoggerFactory.getLogger(UnsubscribeRules.class);

    /** Gateways follow the links of a letter before they deliver it, readers later. */
    static final Duration DELIVERY = Duration.ofMinutes(1);

    private final DigestCatalog digests;
    private final LinkScanners scanners;
    private final LetterActivity letters;
    private final UnsubscribeVisits visits;
    private final Preferences preferences;
    private final OriginHasher origins;
    private final InstantSource clock;

    UnsubscribeRules(
            DigestCatalog digests,
            LinkScanners scanners,
            LetterActivity letters,
            UnsubscribeVisits visits,
            Preferences preferences,
            OriginHasher origins,
            InstantSource clock) {
        this.digests = digests;
        this.scanners = scanners;
        this.letters = letters;
        this.visits = visits;
        this.preferences = preferences;
        this.origins = origins;
        this.clock = clock;
    }

    /** Whether a visit gets a page with a button instead of opting out. */
    boolean asksFirst(LinkBearer reader, TrackingRequest request) {
        return request.head()
                || scanners.isScanner(request.header())
                || switch (confirmation(reader.digest())) {
                    case SCANNERS -> false;
                    case SUSPECTED -> isSuspected(reader, request);
                    case ALWAYS -> true;
                };
    }

    private boolean isSuspected(LinkBearer reader, TrackingRequest request) {
        Instant now = clock.instant();
        if (scanners.isProgram(request.header())
                || letters.wasHandedOver(reader.userId(), reader.digest(), now.minus(DELIVERY))) {
            return true;
        }
        byte[] origin = origins.hashOf(request.remoteAddress(), now);
        return origin != null && visits.followsEveryLink(reader.userId(), origin, now);
    }

    /** Records an opt-out by a visit of the link, which may prove to be a scanner's. */
    void optedOutByVisit(LinkBearer reader, TrackingRequest request, boolean changed) {
        if (confirmation(reader.digest()) == UnsubscribeConfirmation.SUSPECTED) {
            Instant now = clock.instant();
            byte[] origin = origins.hashOf(request.remoteAddress(), now);
            visits.add(reader, now, origin, changed);
            takeBack(reader.userId(), origin, now);
        }
    }

    /** Records that the reader, or the reader's mail program, confirmed it: it is not taken back. */
    void confirmed(LinkBearer reader) {
        if (confirmation(reader.digest()) == UnsubscribeConfirmation.SUSPECTED) {
            visits.add(reader, clock.instant(), null, false);
        }
    }

    /** Takes back opt-outs by an origin that follows every link of a letter. To be called after each of its visits. */
    void takeBack(String userId, byte @Nullable [] origin, Instant at) {
        if (origin == null || !anySuspects()) {
            return;
        }
        for (String digest : visits.optOutsByFollowingEveryLink(userId, origin, at)) {
            if (preferences.takeBackOptOutByLink(userId, digest)) {
                log.info(
                        "an unsubscribe from {} is taken back: the same address followed other links of the letter",
                        digest);
            }
        }
    }

    private boolean anySuspects() {
        return digests.all().stream()
                .anyMatch(digest -> digest.unsubscribe().confirm() == UnsubscribeConfirmation.SUSPECTED);
    }

    private UnsubscribeConfirmation confirmation(String digest) {
        return digests.find(digest)
                .map(Digest::unsubscribe)
                .map(Digest.UnsubscribeSettings::confirm)
                .orElse(UnsubscribeConfirmation.SCANNERS);
    }
}
