package dev.tidings.console;

import dev.tidings.opportunities.Opportunity;

/**
 * What a deed would do, told before it is done.
 *
 * @param readers for how many it was picked already
 */
public record OpportunityActionView(OpportunityAction action, Opportunity opportunity, long readers) {}
