package dev.tidings.console;

import dev.tidings.opportunities.Opportunity.OpportunityStatus;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An operator's action on an opportunity. */
public enum OpportunityAction {
    HIDE(OpportunityStatus.HIDDEN),
    SHOW(OpportunityStatus.LIVE),
    EXPIRE(OpportunityStatus.EXPIRED),
    /** Separates it from its duplicates; its status stays. */
    SPLIT(null);

    private final @Nullable OpportunityStatus target;

    OpportunityAction(@Nullable OpportunityStatus leadsTo) {
        this.target = leadsTo;
    }

    /** The value in addresses. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the action would change an opportunity of that status, with or without duplicates. */
    public boolean changes(OpportunityStatus status, boolean duplicated) {
        return this == SPLIT ? duplicated : status != target;
    }
}
