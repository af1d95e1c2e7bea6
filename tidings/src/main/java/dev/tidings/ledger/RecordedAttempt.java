package dev.tidings.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One outcome in a letter's history: of an attempt to deliver it, or an earlier one that a retry replaced.
 *
 * @param attempt the number of the attempt; 0 if the letter was not handed over
 * @param at when the outcome was learned
 * @param reason the stage and the server's words or HTTP status, or why the letter was skipped; null if there is none
 * @param providerId the letter's id at the provider or in the mail server's queue, or null
 * @param node the node that made the attempt, or null if it is not recorded
 */
public record RecordedAttempt(
        int attempt,
        Instant at,
        AttemptOutcome outcome,
        @Nullable String reason,
        @Nullable String providerId,
        @Nullable String node) {

    public enum AttemptOutcome {
        SENT,
        /** Owed again. */
        DEFERRED,
        ERROR,
        UNKNOWN,
        SKIPPED
    }
}
