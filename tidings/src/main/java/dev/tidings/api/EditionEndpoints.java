package dev.tidings.api;

import dev.tidings.digest.DigestCatalog;
import dev.tidings.edition.DeliverySummaries;
import dev.tidings.edition.Edition;
import dev.tidings.edition.EditionControl;
import dev.tidings.edition.EditionRetry;
import dev.tidings.edition.Editions;
import dev.tidings.ledger.RetryFilter;
import dev.tidings.ledger.RetryFilter.RetriedStatus;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Editions, for administrators. */
@RestController
@Tag(name = "Editions")
class EditionEndpoints {
    private static final int MAX_PAGE_SIZE = 500;

    private final Editions editions;
    private final EditionControl control;
    private final EditionRetry retry;
    private final DigestCatalog digests;
    private final DeliverySummaries summaries;

    EditionEndpoints(
            Editions editions,
            EditionControl control,
            EditionRetry retry,
            DigestCatalog digests,
            DeliverySummaries summaries) {
        this.editions = editions;
        this.control = control;
        this.retry = retry;
        this.digests = digests;
        this.summaries = summaries;
    }

    /** @param next the address of the next page, or null after the last */
    record EditionListResponse(
            List<EditionListEntry> editions, @Nullable String next) {}

    @GetMapping("/v1/editions")
    @Refusals({404})
    @Operation(
            operationId = "listEditions",
            summary = "Editions, the newest first",
            description = "An edition whose row cannot be read has only id, digest, unreadable, state and sentence.")
    EditionListResponse list(
            @RequestParam(required = false) @Nullable String digest,
            @RequestParam(required = false) Edition.@Nullable EditionStatus status,
            @RequestParam(required = false) @Nullable Long before,
            @RequestParam(defaultValue = "50") @Min(1) @Max(MAX_PAGE_SIZE) int limit,
            HttpServletRequest request) {
        if (digest != null) {
            digests.require(digest);
        }
        List<EditionListEntry> found = editions.list(digest, status, before, limit + 1).stream()
                .map(edition -> EditionListEntry.of(edition, summaries))
                .toList();
        if (found.size() <= limit) {
            return new EditionListResponse(found, null);
        }
        List<EditionListEntry> page = found.subList(0, limit);
        return new EditionListResponse(
                page, NextPageLink.of(request, "before", page.getLast().id()));
    }

    @GetMapping("/v1/editions/{id}")
    @Refusals({404, 409})
    @Operation(operationId = "getEdition", summary = "One edition; 409 if its row cannot be read")
    EditionResponse one(@PathVariable long id) {
        Edition edition = require(id);
        return EditionResponse.of(edition, summaries.of(edition));
    }

    @PostMapping("/v1/editions/{id}/resume")
    @Refusals({404, 409})
    @Operation(
            operationId = "resumeEdition",
            summary =
                    "Resumes an edition that is paused, stopped, held or waiting; its deferred letters are tried at once")
    EditionResponse resume(@PathVariable long id) {
        return apply(id, control::resume, "neither paused, stopped, held nor waiting");
    }

    /**
     * Which letters are sent again.
     *
     * @param status null for errors, or for skipped letters if the reason is one of theirs
     */
    record RetryRequest(
            @Schema(
                    description =
                            "error, skipped or parked; without it, error, or skipped for a reason of skipped letters",
                    pattern = "^(error|skipped|parked)$")
            @Nullable
            String status,

            @Schema(description = "exactly this reason; without it, any") @Nullable
            String reason,

            @Schema(
                    description =
                            "true to send letters again whose outcome is unknown: they may have arrived, and their users may"
                                    + " get them twice")
            @Nullable
            Boolean unknown) {}

    record RetryResponse(
            @Schema(description = "number of letters that are sent again")
            int letters) {}

    @PostMapping("/v1/editions/{id}/retry")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Refusals({404, 409})
    @Operation(
            operationId = "retryEdition",
            summary =
                    "Sends failed, skipped or parked letters again; without a body, every error that is surely not out",
            description =
                    "Opens a closed edition again and begins its time limit anew. Users who opted out or are suppressed get"
                            + " nothing. Letters that had no content or could not be rendered are composed anew. 409 if the"
                            + " edition is cancelled or no letter has the reason.")
    RetryResponse retry(@PathVariable long id, @RequestBody(required = false) @Nullable RetryRequest body) {
        require(id);
        RetryRequest request = body == null ? new RetryRequest(null, null, null) : body;
        RetryFilter filter = RetryFilter.of(
                retriedStatus(request.status()), request.reason(), Boolean.TRUE.equals(request.unknown()));
        return new RetryResponse(retry.retry(id, filter));
    }

    private static @Nullable RetriedStatus retriedStatus(@Nullable String status) {
        return status == null
                ? null
                : Arrays.stream(RetriedStatus.values())
                        .filter(each -> EditionResponse.lowerCase(each).equals(status))
                        .findFirst()
                        .orElseThrow(() -> new ResponseStatusException(
                                HttpStatus.BAD_REQUEST,
                                "status is \"" + status + "\": give error, skipped or parked; nothing was changed"));
    }

    @PostMapping("/v1/editions/{id}/pause")
    @Refusals({404, 409})
    @Operation(operationId = "pauseEdition", summary = "Pauses an open edition on every node, from the next batch on")
    EditionResponse pause(@PathVariable long id) {
        return apply(id, control::pause, "not open");
    }

    @PostMapping("/v1/editions/{id}/cancel")
    @Refusals({404, 409})
    @Operation(
            operationId = "cancelEdition",
            summary = "Cancels an edition: letters still owed are skipped as CANCELLED, for good")
    EditionResponse cancel(@PathVariable long id) {
        return apply(id, control::cancel, "closed or cancelled already");
    }

    /** @param lettersPerSecond over all nodes; null for no limit but the transport's */
    record RateChange(@Min(1) @Max(1_000_000) @Nullable Integer lettersPerSecond) {}

    @PutMapping("/v1/editions/{id}/rate")
    @Refusals({404, 409})
    @Operation(operationId = "setEditionRate", summary = "Limits the rate of an edition's letters over all nodes")
    EditionResponse rate(@PathVariable long id, @Valid @RequestBody RateChange rate) {
        return apply(id, edition -> control.setRate(edition, rate.lettersPerSecond()), "closed");
    }

    private EditionResponse apply(long id, LongPredicate action, String otherwise) {
        Edition edition = require(id);
        if (!action.test(id)) {
            throw new ResponseStatusException(
                    HttpStatus.CONFLICT,
                    "Edition " + id + " is " + EditionResponse.lowerCase(edition.status()) + ", " + otherwise
                            + "; nothing was changed");
        }
        return one(id);
    }

    private Edition require(long id) {
        return editions.find(id)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no edition " + id));
    }
}
