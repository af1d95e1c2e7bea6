package dev.tidings.console;

import dev.tidings.opportunities.Opportunity.OpportunityStatus;
import java.util.Locale;

/** What an operator can do to an opportunity. */
public enum OpportunityAction {
    HIDE(OpportunityStatus.HIDDEN),
    SHOW(OpportunityStatus.LIVE),
    EXPIRE(OpportunityStatus.EXPIRED);

    private final OpportunityStatus target;

    OpportunityAction(OpportunityStatus leadsTo) {
        this.target = leadsTo;
    }

    /** As the address says it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it would change an opportunity of that status. */
    public boolean changes(OpportunityStatus status) {
        return status != target;
    }
}
