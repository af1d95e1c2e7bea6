package dev.tidings.ledger;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One letter as the ledger records it.
 *
 * <p>Rows can be imported or restored: their periods need not be weeks.
 *
 * @param id null while its content is not composed
 * @param editionId null for a test letter
 * @param reason why it was skipped, failed or waits, or a remark on how it was sent; null for none
 * @param attempt number of hand-overs
 * @param settledAt when it was sent, skipped or given up, or null while it is owed
 * @param nextAttemptAt when an owed letter is tried next, or null
 * @param providerId the letter's id at the provider, or null
 */
public record LetterRow(
        @Nullable Long id,
        @Nullable Long editionId,
        String digest,
        LocalDate periodStart,
        LocalDate periodEnd,
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

    /** Whether the letter is owed and not tried again by itself: the database refused to store or to settle it. */
    public boolean isParked() {
        return status == LetterStatus.OWED && id != null && nextAttemptAt == null;
    }

    public enum LetterKind {
        REGULAR,
        TEST
    }

    public enum LetterStatus {
        SENT,
        SKIPPED,
        ERROR,
        OWED,
        /** The row has another status, which this release does not know. */
        UNREADABLE
    }
}
