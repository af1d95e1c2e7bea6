package dev.tidings.console;

import dev.tidings.feedback.LetterEvent;
import dev.tidings.ledger.LetterRow;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One letter with its history.
 *
 * @param digest the digest's title
 * @param shown the letter itself, or null if there is none to show
 * @param missing why there is none to show, or null
 * @param advice what to do about it
 * @param events opens, clicks and other events, in order of time
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

        /** Parses the query parameter: {@code ?part=text}. */
        static LetterPart of(@Nullable String value) {
            return switch (value) {
                case "text" -> TEXT;
                case "headers" -> HEADERS;
                case null, default -> HTML;
            };
        }
    }

    /**
     * One event of the letter's history.
     *
     * @param at null if only the order is known
     * @param detail more about it, or null
     */
    public record TimelineStep(
            String title, @Nullable Instant at, @Nullable String detail) {}
}
