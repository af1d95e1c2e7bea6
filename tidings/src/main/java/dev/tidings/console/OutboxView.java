package dev.tidings.console;

import dev.tidings.ledger.LetterRow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of stored letters, the newest first.
 *
 * @param configured the transport that sends letters now
 * @param before the page begins after this letter, or null on the first
 * @param next the address of the next page, or null on the last
 */
public record OutboxView(
        String configured,
        List<LetterRow> letters,
        @Nullable Long before,
        @Nullable String next) {}
