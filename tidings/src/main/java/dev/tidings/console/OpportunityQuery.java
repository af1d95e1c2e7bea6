package dev.tidings.console;

import dev.tidings.content.recommendation.OpportunityFilter;
import dev.tidings.content.recommendation.bot.Opportunity.Status;
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

    /** @throws NothingHere if there is no such status */
    OpportunityFilter filter() {
        return new OpportunityFilter(
                Words.blankToNull(text), Words.blankToNull(source), status(Words.blankToNull(status)));
    }

    private static @Nullable Status status(@Nullable String word) {
        try {
            return word == null ? null : Status.valueOf(word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new NothingHere("An opportunity is live, hidden or expired, never \"" + word + "\"");
        }
    }
}
