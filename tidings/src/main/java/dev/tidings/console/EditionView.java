package dev.tidings.console;

import dev.tidings.console.OverviewModel.EditionLine;
import dev.tidings.edition.Edition;
import dev.tidings.ledger.LetterCount;
import dev.tidings.ledger.LetterFilter;
import dev.tidings.ledger.LetterRow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One edition and a page of its letters.
 *
 * @param sentence its state in one sentence
 * @param reasons the reasons of its letters, by status; empty while it is being sent
 * @param parked its parked letters, or the first of them
 * @param letters null if only the counts were requested
 */
public record EditionView(
        EditionLine line,
        String sentence,
        List<LetterCount> reasons,
        LetterFilter filter,
        List<LetterRow> parked,
        @Nullable LetterPage letters) {

    /**
     * @param first the address of the first page, or null on it
     * @param next the address of the next page, or null on the last
     */
    public record LetterPage(
            List<LetterRow> rows,
            @Nullable String first,
            @Nullable String next) {}

    public Edition edition() {
        return line.edition();
    }

    public boolean autoRefresh() {
        return edition().status() == Edition.EditionStatus.OPEN;
    }
}
