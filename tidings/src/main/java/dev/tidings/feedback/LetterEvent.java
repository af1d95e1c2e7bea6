package dev.tidings.feedback;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An open or click of a letter.
 *
 * @param link null for opens
 * @param opportunityId the item that the link belongs to, or null
 */
public record LetterEvent(
        long letterId,
        String userId,
        LetterEventKind kind,
        @Nullable LinkType link,
        @Nullable String opportunityId,
        Instant occurredAt,
        VisitorClassification classification) {

    public enum LetterEventKind {
        OPENED,
        CLICKED
    }

    public enum LinkType {
        BUTTON,
        ITEM,
        /** Hidden from readers. */
        TRAP,
        MORE,
        LESS
    }

    static LetterEvent opened(SentLetter letter, Instant at, VisitorClassification classification) {
        return new LetterEvent(letter.id(), letter.userId(), LetterEventKind.OPENED, null, null, at, classification);
    }

    static LetterEvent clicked(
            SentLetter letter,
            LinkType link,
            @Nullable String itemId,
            Instant at,
            VisitorClassification classification) {
        return new LetterEvent(letter.id(), letter.userId(), LetterEventKind.CLICKED, link, itemId, at, classification);
    }
}
