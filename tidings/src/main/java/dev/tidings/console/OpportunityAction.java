package dev.tidings.console;

import dev.tidings.opportunities.Opportunity.OpportunityStatus;
import java.util.Locale;

/** An operator's action on an opportunity. */
public enum OpportunityAction {
    HIDE(OpportunityStatus.HIDDEN),
    SHOW(OpportunityStatus.LIVE),
    EXPIRE(OpportunityStatus.EXPIRED);

    private final OpportunityStatus target;

    OpportunityAction(OpportunityStatus leadsTo) {
        this.target = leadsTo;
    }

    /** The value in addresses. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the action would change an opportunity of that status. */
    public boolean changes(OpportunityStatus status) {
        return status != target;
    }
}
