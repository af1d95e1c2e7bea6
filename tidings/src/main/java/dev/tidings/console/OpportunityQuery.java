package dev.tidings.console;

import dev.tidings.opportunities.Opportunity.OpportunityStatus;
import dev.tidings.opportunities.OpportunityFilter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which opportunities an address asks for, word for word.
 *
 * @param before the last id of the page before
 */
record OpportunityQuery(
        @Nullable String text,
        @Nullable String source,
        @Nullable String status,
        @Nullable String before) {

    /** @throws NotFoundResponse if there is no such status */
    OpportunityFilter filter() {
        return new OpportunityFilter(
                ConsoleText.blankToNull(text),
                ConsoleText.blankToNull(source),
                status(ConsoleText.blankToNull(status)));
    }

    private static @Nullable OpportunityStatus status(@Nullable String word) {
        try {
            return word == null ? null : OpportunityStatus.valueOf(word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new NotFoundResponse("An opportunity is live, hidden or expired, never \"" + word + "\"");
        }
    }
}
