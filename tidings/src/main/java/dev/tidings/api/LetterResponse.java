package dev.tidings.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tidings.ledger.LetterRow;
import dev.tidings.ledger.RecordedAttempt;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A letter in API responses: user, outcome and reason; no address. */
@Schema(name = "Letter", description = "One letter and its outcome.")
record LetterResponse(
        @Schema(description = "null while it is not composed yet", example = "4711") @Nullable
        Long id,

        @Schema(description = "null for a test letter", example = "12") @Nullable
        Long editionId,

        @Schema(example = "living-lytics") String digest,
        LocalDate periodStart,
        LocalDate periodEnd,

        @Schema(description = "regular or test", example = "regular")
        String kind,

        @Schema(example = "user-17") String userId,

        @Schema(
                description = "sent, skipped, error or owed; unreadable if its row has another one",
                example = "skipped")
        String status,

        @Schema(description = "why it was skipped, failed or is pending", example = "NO_CONTENT") @Nullable
        String reason,

        @Schema(description = "whether it may or may not have arrived")
        boolean outcomeUnknown,

        @Schema(description = "number of delivery attempts") int attempt,

        @Nullable Instant composedAt,
        @Nullable Instant settledAt,
        @Nullable Instant nextAttemptAt,
        @Nullable String transport,

        @Schema(description = "its id at the provider") @Nullable
        String providerId,

        @Nullable Integer itemCount,

        @Schema(description = "its attempts and their outcomes, oldest first; only in the answer for one letter")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        List<AttemptResponse> attempts) {

    /** One attempt. */
    @Schema(
            name = "Attempt",
            description = "One attempt to deliver a letter, or an earlier outcome that a retry replaced.")
    record AttemptResponse(
            @Schema(description = "its number; 0 if the letter was not handed over")
            int attempt,

            @Schema(description = "when its outcome was learned")
            Instant at,

            @Schema(description = "sent, deferred, error, unknown or skipped", example = "deferred")
            String outcome,

            @Schema(
                    description = "the stage and the server's words or the HTTP status; or why the letter was skipped",
                    example = "The mail server refused the recipient: 451 4.3.0 Try again later")
            @Nullable
            String reason,

            @Schema(description = "the letter's id at the provider, or its queue id") @Nullable
            String providerId,

            @Schema(description = "the node that made it; null if that is not recorded") @Nullable
            String node) {

        static AttemptResponse of(RecordedAttempt attempt) {
            return new AttemptResponse(
                    attempt.attempt(),
                    attempt.at(),
                    EditionResponse.lowerCase(attempt.outcome()),
                    attempt.reason(),
                    attempt.providerId(),
                    attempt.node());
        }
    }

    static LetterResponse of(LetterRow letter) {
        return of(letter, null);
    }

    /** @param attempts null in lists */
    static LetterResponse of(LetterRow letter, @Nullable List<RecordedAttempt> attempts) {
        return new LetterResponse(
                letter.id(),
                letter.editionId(),
                letter.digest(),
                letter.periodStart(),
                letter.periodEnd(),
                EditionResponse.lowerCase(letter.kind()),
                letter.userId(),
                EditionResponse.lowerCase(letter.status()),
                letter.reason(),
                letter.outcomeUnknown(),
                letter.attempt(),
                letter.composedAt(),
                letter.settledAt(),
                letter.nextAttemptAt(),
                letter.transport(),
                letter.providerId(),
                letter.itemCount(),
                attempts == null
                        ? null
                        : attempts.stream().map(AttemptResponse::of).toList());
    }
}
