package dev.tidings.console;

import dev.tidings.ledger.LetterFilter;
import dev.tidings.ledger.LetterRow.LetterStatus;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The raw query parameters that select letters.
 *
 * @param after last user id of the preceding page
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

    private static @Nullable LetterStatus status(@Nullable String value) {
        try {
            return value == null ? null : LetterStatus.valueOf(value.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new NotFoundResponse("A letter is sent, skipped, error or owed, never \"" + value + "\"");
        }
    }
}
