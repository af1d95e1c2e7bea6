package dev.tidings.feedback;

import dev.tidings.digest.DigestRegistry;
import dev.tidings.feedback.LetterEvents.EventCounts;
import dev.tidings.ledger.LetterActivity;
import dev.tidings.ledger.LetterActivity.HandedOverLetter;
import dev.tidings.recommender.RecommendationContentSource;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds letters that were handed to a transport, with what is known of their events. */
@Component
class SentLetters {
    private final LetterActivity ledger;
    private final DigestRegistry digests;
    private final LetterEvents events;

    SentLetters(LetterActivity ledger, DigestRegistry digests, LetterEvents events) {
        this.ledger = ledger;
        this.digests = digests;
        this.events = events;
    }

    /** @param origin the hash from {@link OriginHasher}, or null */
    Optional<SentLetter> find(long letterId, byte @Nullable [] origin, Instant at) {
        return ledger.find(letterId).map(letter -> {
            EventCounts counts = events.counts(letterId, origin, at);
            return new SentLetter(
                    letterId,
                    letter.userId(),
                    isTrainable(letter),
                    letter.sentAt(),
                    counts.ofLetter(),
                    counts.otherLettersFromOrigin());
        });
    }

    private boolean isTrainable(HandedOverLetter letter) {
        return !letter.test()
                && digests.contentSource(letter.digest())
                        .filter(RecommendationContentSource.NAME::equals)
                        .isPresent();
    }
}
