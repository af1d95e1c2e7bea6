package dev.tidings.console;

import dev.tidings.opportunities.Opportunity.OpportunityStatus;
import dev.tidings.opportunities.OpportunityFilter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The raw query parameters that select opportunities.
 *
 * @param before last id of the preceding page
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

    private static @Nullable OpportunityStatus status(@Nullable String value) {
        try {
            return value == null ? null : OpportunityStatus.valueOf(value.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new NotFoundResponse("An opportunity is live, hidden or expired, never \"" + value + "\"");
        }
    }
}
