package dev.tidings.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One owed letter.
 *
 * @param id the letter's id, which it keeps in the ledger
 * @param content what it says and to whom, frozen; opaque here
 * @param templateVersion what it is rendered with
 * @param attempt how many times it was handed over so far
 * @param firstTriedAt when it was first handed over, or null
 * @param batchKey the batch that it went, or goes, out with; null while it has none
 * @param mayBeOut whether an earlier attempt may have been taken: then it is not skipped any more, but sent or unknown
 */
public record Delivery(
        long id,
        String digest,
        String userId,
        String content,
        String templateVersion,
        int attempt,
        Instant composedAt,
        @Nullable Instant firstTriedAt,
        @Nullable String batchKey,
        boolean mayBeOut) {

    /** Whether it goes out again as it did before: with its whole batch and under the same key, or not at all. */
    public boolean isReplay() {
        return batchKey != null && mayBeOut;
    }
}
