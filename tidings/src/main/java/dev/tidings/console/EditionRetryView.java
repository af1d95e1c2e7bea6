package dev.tidings.console;

import dev.tidings.console.OverviewModel.EditionLine;
import dev.tidings.edition.Edition;
import dev.tidings.ledger.RetryCounts;
import org.jspecify.annotations.Nullable;

/**
 * Which letters of an edition can be sent again.
 *
 * @param counts letters with the reason
 * @param reason only letters with exactly this reason, or null for all
 */
public record EditionRetryView(
        EditionLine line, RetryCounts counts, @Nullable String reason) {
    public Edition edition() {
        return line.edition();
    }
}
