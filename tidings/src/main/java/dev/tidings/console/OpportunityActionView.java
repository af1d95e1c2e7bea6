package dev.tidings.console;

import dev.tidings.opportunities.Opportunity;

/**
 * The confirmation before an action on an opportunity.
 *
 * @param readers number of readers for whom it was picked already
 */
public record OpportunityActionView(OpportunityAction action, Opportunity opportunity, long readers) {}
