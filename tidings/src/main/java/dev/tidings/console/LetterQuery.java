package dev.tidings.console;

import dev.tidings.edition.LetterFilter;
import dev.tidings.edition.LetterRow.Status;
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

    /** @throws NothingHere if there is no such status */
    LetterFilter filter() {
        return new LetterFilter(
                status(Words.blankToNull(status)),
                Words.blankToNull(reason),
                "true".equals(unknown),
                Words.blankToNull(user));
    }

    private static @Nullable Status status(@Nullable String word) {
        try {
            return word == null ? null : Status.valueOf(word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new NothingHere("A letter is sent, skipped, error or owed, never \"" + word + "\"");
        }
    }
}
