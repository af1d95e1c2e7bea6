package dev.tidings.feedback;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing that came back from a letter.
 *
 * @param link which link was followed; null if the letter was opened
 * @param opportunityId the item that the link belongs to, or null
 */
public record LetterEvent(
        long letterId,
        String userId,
        Kind kind,
        @Nullable Link link,
        @Nullable String opportunityId,
        Instant at,
        Verdict verdict) {

    public enum Kind {
        OPENED,
        CLICKED
    }

    public enum Link {
        BUTTON,
        ITEM,
        /** Which no reader sees. */
        TRAP,
        MORE,
        LESS
    }

    static LetterEvent opened(SentLetter letter, Instant at, Verdict verdict) {
        return new LetterEvent(letter.id(), letter.userId(), Kind.OPENED, null, null, at, verdict);
    }

    static LetterEvent clicked(SentLetter letter, Link link, @Nullable String itemId, Instant at, Verdict verdict) {
        return new LetterEvent(letter.id(), letter.userId(), Kind.CLICKED, link, itemId, at, verdict);
    }
}
