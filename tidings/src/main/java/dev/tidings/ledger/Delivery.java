package dev.tidings.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One owed letter.
 *
 * @param id the letter's id, which it keeps when settled
 * @param content the frozen content and recipient; opaque to the ledger
 * @param templateVersion template version that renders it
 * @param recipientVersion the user's {@code recipient_version} that it was composed with
 * @param attempt number of hand-overs so far
 * @param firstTriedAt when it was first handed over, or null
 * @param batchKey key of the batch that it was or will be sent with; null while it has none
 * @param mayBeOut whether an earlier attempt may have been accepted; then it is not skipped any more, but sent or
 *     unknown
 */
public record Delivery(
        long id,
        String digest,
        String userId,
        String content,
        String templateVersion,
        int recipientVersion,
        int attempt,
        Instant composedAt,
        @Nullable Instant firstTriedAt,
        @Nullable String batchKey,
        boolean mayBeOut) {

    /** Whether the next attempt repeats its whole batch under the same key. */
    public boolean isReplay() {
        return batchKey != null && mayBeOut;
    }
}
