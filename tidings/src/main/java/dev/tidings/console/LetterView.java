package dev.tidings.console;

import dev.tidings.feedback.LetterEvent;
import dev.tidings.ledger.LetterRow;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One letter with its story.
 *
 * @param digest the digest's title
 * @param shown the letter itself, or null where there is none to show
 * @param missing why there is none to show, or null
 * @param advice what to do about it
 * @param events what came back from it, in the order that it came
 */
public record LetterView(
        LetterRow row,
        String digest,
        LetterPart part,
        @Nullable SanitizedLetter shown,
        @Nullable String missing,
        List<TimelineStep> timeline,
        String advice,
        List<LetterEvent> events) {

    public enum LetterPart {
        HTML,
        TEXT,
        HEADERS;

        /** As the address says it: {@code ?part=text}. */
        static LetterPart of(@Nullable String word) {
            return switch (word) {
                case "text" -> TEXT;
                case "headers" -> HEADERS;
                case null, default -> HTML;
            };
        }
    }

    /**
     * Something that happened to the letter.
     *
     * @param at null where only the order is known
     * @param detail more about it, or null
     */
    public record TimelineStep(
            String title, @Nullable Instant at, @Nullable String detail) {}
}
