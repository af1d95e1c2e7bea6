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
        LetterEventKind kind,
        @Nullable LinkType link,
        @Nullable String opportunityId,
        Instant occurredAt,
        BotClassification classification) {

    public enum LetterEventKind {
        OPENED,
        CLICKED
    }

    public enum LinkType {
        BUTTON,
        ITEM,
        /** Which no reader sees. */
        TRAP,
        MORE,
        LESS
    }

    static LetterEvent opened(SentLetter letter, Instant at, BotClassification verdict) {
        return new LetterEvent(letter.id(), letter.userId(), LetterEventKind.OPENED, null, null, at, verdict);
    }

    static LetterEvent clicked(
            SentLetter letter, LinkType link, @Nullable String itemId, Instant at, BotClassification verdict) {
        return new LetterEvent(letter.id(), letter.userId(), LetterEventKind.CLICKED, link, itemId, at, verdict);
    }
}
