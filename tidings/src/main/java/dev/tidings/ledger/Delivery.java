package dev.tidings.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One owed letter.
 *
 * @param id the letter's id, which it keeps when settled
 * @param content the frozen content and recipient, opaque to the ledger; null while the letter has to be composed anew
 * @param templateVersion template version that renders it
 * @param recipientVersion the user's {@code recipient_version} that it was composed with
 * @param attempt number of hand-overs so far
 * @param composedAt when the content was frozen, or null without content
 * @param firstTriedAt when it was first handed over, or null
 * @param batchKey key of the batch that it was or will be sent with; null while it has none
 * @param mayBeOut whether an earlier attempt may have been accepted; then it is not skipped any more, but sent or
 *     unknown
 */
public record Delivery(
        long id,
        String digest,
        String userId,
        @Nullable String content,
        String templateVersion,
        int recipientVersion,
        int attempt,
        @Nullable Instant composedAt,
        @Nullable Instant firstTriedAt,
        @Nullable String batchKey,
        boolean mayBeOut) {

    /** This letter, rendered by another template version. */
    public Delivery withTemplateVersion(String version) {
        return new Delivery(
                id,
                digest,
                userId,
                content,
                version,
                recipientVersion,
                attempt,
                composedAt,
                firstTriedAt,
                batchKey,
                mayBeOut);
    }

    /** Whether the next attempt repeats its whole batch under the same key. */
    public boolean isReplay() {
        return batchKey != null && mayBeOut;
    }
}
