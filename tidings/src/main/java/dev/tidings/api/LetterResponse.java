package dev.tidings.api;

import dev.tidings.ledger.LetterRow;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.LocalDate;
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

        @Nullable Integer itemCount) {

    static LetterResponse of(LetterRow letter) {
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
                letter.itemCount());
    }
}
