package dev.tidings.console;

import dev.tidings.content.recommendation.KnownOpportunity;
import dev.tidings.content.recommendation.Reception;
import dev.tidings.content.recommendation.bot.Opportunity;
import java.util.Arrays;
import java.util.List;

/**
 * One opportunity.
 *
 * @param twins what reports the same
 * @param described whether a file describes its source
 */
public record OpportunityView(
        KnownOpportunity known, List<KnownOpportunity> twins, Reception reception, boolean described) {

    public Opportunity opportunity() {
        return known.opportunity();
    }

    /** What can be done to it. */
    public List<Deed> deeds() {
        return Arrays.stream(Deed.values())
                .filter(deed -> deed.changes(opportunity().status()))
                .toList();
    }
}
