package dev.tidings.console;

import dev.tidings.content.recommendation.bot.Opportunity.Status;
import java.util.Locale;

/** What an operator can do to an opportunity. */
public enum Deed {
    HIDE(Status.HIDDEN),
    SHOW(Status.LIVE),
    EXPIRE(Status.EXPIRED);

    private final Status leadsTo;

    Deed(Status leadsTo) {
        this.leadsTo = leadsTo;
    }

    /** As the address says it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it would change an opportunity of that status. */
    public boolean changes(Status status) {
        return status != leadsTo;
    }
}
