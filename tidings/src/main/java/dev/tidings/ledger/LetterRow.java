package dev.tidings.ledger;

import dev.tidings.digest.DigestPeriod;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger says of one letter.
 *
 * @param id null while its content is not composed yet
 * @param editionId null for a test letter
 * @param reason why it was skipped, went wrong or waits; or a remark on how it was sent; null where there is nothing to say
 * @param attempt how many times it was handed over
 * @param settledAt when it was sent, skipped or given up, or null while it is owed
 * @param nextAttemptAt when an owed letter is tried next, or null
 * @param providerId the letter's id at the provider, or null
 */
public record LetterRow(
        @Nullable Long id,
        @Nullable Long editionId,
        String digest,
        DigestPeriod period,
        LetterKind kind,
        String userId,
        LetterStatus status,
        @Nullable String reason,
        boolean outcomeUnknown,
        int attempt,
        @Nullable Instant composedAt,
        @Nullable Instant settledAt,
        @Nullable Instant nextAttemptAt,
        @Nullable String transport,
        @Nullable String providerId,
        @Nullable Integer itemCount) {

    public enum LetterKind {
        REGULAR,
        TEST
    }

    public enum LetterStatus {
        SENT,
        SKIPPED,
        ERROR,
        OWED
    }
}
