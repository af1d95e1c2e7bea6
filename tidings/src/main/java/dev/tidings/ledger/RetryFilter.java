package dev.tidings.ledger;

import dev.tidings.core.SkipReason;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Selects letters of an edition that an operator has sent again.
 *
 * @param status letters in this state
 * @param reason exact reason, or null for all
 * @param unknown whether letters that may be out are sent again too, at the risk of a second copy
 */
public record RetryFilter(RetriedStatus status, @Nullable String reason, boolean unknown) {

    /** The states from which a letter can be sent again. */
    public enum RetriedStatus {
        ERROR,
        SKIPPED,
        /** Owed, and not tried again by itself: the database refused to store or to settle it. */
        PARKED
    }

    /** @param status null for skipped letters if the reason is one of a skipped letter, and otherwise for errors */
    public static RetryFilter of(@Nullable RetriedStatus status, @Nullable String reason, boolean unknown) {
        boolean ofSkipped =
                Arrays.stream(SkipReason.values()).anyMatch(each -> each.name().equals(reason));
        RetriedStatus implied = ofSkipped ? RetriedStatus.SKIPPED : RetriedStatus.ERROR;
        return new RetryFilter(status == null ? implied : status, reason, unknown);
    }
}
