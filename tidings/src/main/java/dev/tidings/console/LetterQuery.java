package dev.tidings.console;

import dev.tidings.ledger.LetterFilter;
import dev.tidings.ledger.LetterRow.LetterStatus;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which letters an address asks for, word for word.
 *
 * @param after the last user id of the page before
 */
record LetterQuery(
        @Nullable String status,
        @Nullable String reason,
        @Nullable String unknown,
        @Nullable String user,
        @Nullable String after) {

    /** @throws NotFoundResponse if there is no such status */
    LetterFilter filter() {
        return new LetterFilter(
                status(ConsoleText.blankToNull(status)),
                ConsoleText.blankToNull(reason),
                "true".equals(unknown),
                ConsoleText.blankToNull(user));
    }

    private static @Nullable LetterStatus status(@Nullable String word) {
        try {
            return word == null ? null : LetterStatus.valueOf(word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new NotFoundResponse("A letter is sent, skipped, error or owed, never \"" + word + "\"");
        }
    }
}
