package dev.tidings.api;

import dev.tidings.edition.Editions;
import dev.tidings.feedback.LetterEvent;
import dev.tidings.feedback.LetterEvents;
import dev.tidings.ledger.LetterHistory;
import dev.tidings.ledger.LetterRow;
import dev.tidings.ledger.Letters;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The outcome of every letter, for administrators. */
@RestController
@Tag(name = "Editions")
class LetterEndpoints {
    private static final int MAX_PAGE_SIZE = 1000;
    private static final int MAX_PARKED = 100;

    private final Letters letters;
    private final Editions editions;
    private final LetterEvents events;
    private final LetterHistory history;

    LetterEndpoints(Letters letters, Editions editions, LetterEvents events, LetterHistory history) {
        this.letters = letters;
        this.editions = editions;
        this.events = events;
        this.history = history;
    }

    /** @param next the address of the next page, or null after the last */
    record LetterListResponse(
            @Schema(
                    description = "letters that are not sent again until an operator retries them, at most 100; on the"
                            + " first page of all and of owed letters, and among them, too")
            List<LetterResponse> parked,

            List<LetterResponse> letters,
            @Nullable String next) {}

    @GetMapping("/v1/editions/{id}/letters")
    @Refusals({404})
    @Operation(
            operationId = "listLetters",
            summary = "An edition's letters, by user id; first those that wait for an operator")
    LetterListResponse list(
            @PathVariable long id,
            @RequestParam(required = false) LetterRow.@Nullable LetterStatus status,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = "100") @Min(1) @Max(MAX_PAGE_SIZE) int limit,
            HttpServletRequest request) {
        if (editions.find(id).isEmpty()) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no edition " + id);
        }
        boolean first = after == null && (status == null || status == LetterRow.LetterStatus.OWED);
        List<LetterResponse> parked = first ? responses(letters.parked(id, MAX_PARKED)) : List.of();
        List<LetterResponse> found = responses(letters.ofEdition(id, status, after, limit + 1));
        if (found.size() <= limit) {
            return new LetterListResponse(parked, found, null);
        }
        List<LetterResponse> page = found.subList(0, limit);
        return new LetterListResponse(
                parked, page, NextPageLink.of(request, "after", page.getLast().userId()));
    }

    private static List<LetterResponse> responses(List<LetterRow> letters) {
        return letters.stream().map(LetterResponse::of).toList();
    }

    @GetMapping("/v1/letters/{id}")
    @Refusals({404})
    @Operation(operationId = "getLetter", summary = "One letter, with its attempts")
    LetterResponse one(@PathVariable long id) {
        return letters.find(id)
                .map(letter -> LetterResponse.of(letter, history.of(letter)))
                .orElseThrow(() -> noLetter(id));
    }

    /** One open or click. */
    record LetterEventResponse(
            @Schema(description = "opened or clicked", example = "clicked")
            String kind,

            @Schema(description = "which link: button, item, trap, more or less; null if opened", example = "item")
            @Nullable
            String link,

            @Schema(description = "the item that the link belongs to") @Nullable
            String opportunityId,

            Instant at,

            @Schema(description = "human, machine or unknown", example = "human")
            String classification,

            @Schema(description = "why it is classified so", example = "browser")
            String reason) {

        static LetterEventResponse of(LetterEvent event) {
            return new LetterEventResponse(
                    EditionResponse.lowerCase(event.kind()),
                    event.link() == null ? null : EditionResponse.lowerCase(event.link()),
                    event.opportunityId(),
                    event.occurredAt(),
                    EditionResponse.lowerCase(event.classification().visitor()),
                    event.classification().reason());
        }
    }

    @GetMapping("/v1/letters/{id}/events")
    @Refusals({404})
    @Operation(
            operationId = "listLetterEvents",
            summary = "Opens and clicks of a letter, oldest first",
            description =
                    "Only for digests that track. docs/tracking.md says how machines are distinguished from readers.")
    List<LetterEventResponse> events(@PathVariable long id) {
        if (letters.find(id).isEmpty()) {
            throw noLetter(id);
        }
        return events.listOfLetter(id).stream().map(LetterEventResponse::of).toList();
    }

    private static ResponseStatusException noLetter(long id) {
        return new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no letter " + id);
    }
}
