package dev.tidings.console;

import dev.tidings.opportunities.Opportunity.OpportunityStatus;
import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An operator's action on an opportunity. */
public enum OpportunityAction {
    HIDE(OpportunityStatus.HIDDEN),
    SHOW(OpportunityStatus.LIVE),
    EXPIRE(OpportunityStatus.EXPIRED),
    /** Separates it from its duplicates; its status stays. */
    SPLIT(null),
    /** Undoes a split; its status stays. */
    JOIN(null);

    private final @Nullable OpportunityStatus target;

    OpportunityAction(@Nullable OpportunityStatus leadsTo) {
        this.target = leadsTo;
    }

    /** The value in addresses. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The text of its button. */
    public String label() {
        return this == JOIN
                ? "Undo the split"
                : name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
    }

    /**
     * Whether the action would change anything.
     *
     * @param reports the statuses of all reports of the opportunity
     * @param split whether it was split from others
     */
    boolean changes(Collection<OpportunityStatus> reports, boolean split) {
        return switch (this) {
            case SPLIT -> reports.size() > 1;
            case JOIN -> split;
            case HIDE, SHOW, EXPIRE -> reports.stream().anyMatch(status -> status != target);
        };
    }
}
