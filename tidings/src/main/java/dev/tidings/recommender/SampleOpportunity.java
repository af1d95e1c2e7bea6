package dev.tidings.recommender;

import dev.tidings.opportunities.Deadline;
import dev.tidings.opportunities.Opportunity;
import dev.tidings.opportunities.Opportunity.OpportunityStatus;
import dev.tidings.recommender.ranking.PickReason;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/** A complete opportunity, for template checks. */
final class SampleOpportunity {
    static final Opportunity FULL = new Opportunity(
            "sample",
            "Residency for sculptors",
            "Three months in a studio of 60 square meters, with a foundry next door.",
            "https://example.org/residency",
            "Foundry Studios",
            "sample",
            new Deadline(LocalDate.of(2026, 12, 2), null),
            List.of("sculpture", "bronze"),
            List.of("sculpture"),
            "residency",
            "Berlin",
            new BigDecimal("25"),
            "EUR",
            null,
            "€5,000 and a studio",
            true,
            "en",
            null,
            OpportunityStatus.LIVE,
            null);
    static final PickReason REASON = new PickReason.InterestMatch(List.of("sculpture"), "residency", "Berlin");

    private SampleOpportunity() {}
}
